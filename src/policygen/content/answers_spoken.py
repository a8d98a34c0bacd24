"""The same answers in the words of another language: texts laid over the file's own, facts left as they are."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import replace

from policygen.content.answer_kinds import Raw
from policygen.content.answers_findings import Findings, Keys, dotted
from policygen.content.answers_tree import TreeReader
from policygen.content.yaml_source import nearest
from policygen.domain.answers import Answers
from policygen.domain.library import Library
from policygen.domain.mailbox import MAILBOX
from policygen.domain.phone import numbers, reaches_alike
from policygen.domain.values import AnyValue, Choice, Record
from policygen.errors import Diagnostic

KEY = "translations"
_SHORT = 6  # digits: shorter ones may be hours or years


def spoken(data: Mapping[str, Raw], answers: Answers, library: Library, findings: Findings) -> dict[str, Answers]:
    """The answers in every further language that there are words for, and in the first where its texts are given.

    What is wrong goes to the findings.
    """
    given = data.get(KEY) or {}
    if not isinstance(given, dict):
        hint = "Write the language, and below it the same groups: `ja: {contacts: {desk: {post: …}}}`."
        findings.problem(f'"{KEY}" holds a group of answers for each language', (KEY,), hint)
        return {}
    for language in given:
        if language not in library.languages():
            hint = nearest(str(language), library.languages())
            findings.problem(f'"{KEY}" knows no language "{language}"', (KEY, language), hint)
    found: dict[str, Answers] = {}
    own = next(iter(library.words))
    for language in (one for one in library.languages() if one != own or one in given):
        texts = given.get(language) or {}
        if texts and not isinstance(texts, dict):
            findings.problem(f'"{KEY}.{language}" is a group of answers', (KEY, language), "Write them as in the file.")
            continue
        before = len(findings.problems)
        laid = _laid(data, texts, (KEY, language), (), findings)
        if len(findings.problems) > before:
            continue
        tree = TreeReader(laid, library, library.words[language], findings, data).tree()
        for path in _changed(answers.tree, tree, ()):
            message = f'"{KEY}.{language}.{dotted(path)}" changes more than words'
            findings.problem(message, (KEY, language, *path), "Only texts can be given in another language.")
        found[language] = replace(answers, tree=tree)
    return found


def _laid(data: Raw, texts: Raw, at: Keys, path: Keys, findings: Findings) -> Raw:
    """The data with the texts in place of its own; a text for an answer that is not there is a finding."""
    if isinstance(data, dict) and isinstance(texts, dict):
        findings.stands((*at, *path))
        unknown = [key for key in texts if key not in data]
        for key in unknown:
            hint = nearest(str(key), tuple(map(str, data)))
            findings.problem(f'there is no answer "{dotted((*path, key))}" to translate', (*at, *path, key), hint)
        return {
            key: _laid(value, texts[key], at, (*path, key), findings) if key in texts else copy.deepcopy(value)
            for key, value in data.items()
            if key != KEY
        }
    if isinstance(data, list) and isinstance(texts, list) and len(data) == len(texts):
        return [
            _laid(one, text, at, (*path, n), findings) for n, (one, text) in enumerate(zip(data, texts, strict=True))
        ]
    if isinstance(data, str) and isinstance(texts, str):
        findings.stands((*at, *path))
        return texts
    message = f'"{dotted((*at, *path))}" does not fit the answer it translates'
    findings.problem(message, (*at, *path), "Write a text for a text, and as many lines as the list has.")
    return data


def _changed(own: AnyValue, other: AnyValue, path: Keys) -> Iterator[Keys]:
    """Where two trees differ in more than texts."""
    if isinstance(own, Record) and isinstance(other, Record):
        for key in dict.fromkeys((*own, *other)):
            if key not in ("reach", "numbers"):
                yield from _changed(own.get(key), other.get(key), (*path, key))
    elif isinstance(own, tuple) and isinstance(other, tuple) and len(own) == len(other):
        for number, (one, another) in enumerate(zip(own, other, strict=True)):
            name = one.text("id") if isinstance(one, Record) and one.text("id") else number
            yield from _changed(one, another, (*path, name))
    elif own != other and not (_is_text(own) and _is_text(other)):
        yield path


def stale_contacts(answers: Answers) -> Iterator[Diagnostic]:
    """A warning for each number or address that reads otherwise in another language: one of the two may be out of date."""
    for language, other in answers.spoken.items():
        told: set[str] = set()
        for path, own, said in _texts(answers.tree, other.tree, ""):
            if path not in told and not _reach_alike(own, said):
                told.add(path)
                at = f"{KEY}.{language}.{path}"
                hint = "Write the new one in both, unless somebody else answers in that language."
                yield Diagnostic("PG-A024", f'{at} is "{said}"; {path} is "{own}"', answers.where(at), hint, "warning")


def _texts(own: AnyValue, other: AnyValue, path: str) -> Iterator[tuple[str, str, str]]:
    """Every text that differs between two trees, by the path of the answer."""
    if isinstance(own, Record) and isinstance(other, Record):
        for key in own:
            if key not in ("reach", "numbers"):
                at = own.name if "." in own.name else path
                yield from _texts(own.get(key), other.get(key), f"{at}.{key}" if at else key)
    elif isinstance(own, tuple) and isinstance(other, tuple):
        for one, another in zip(own, other, strict=False):
            yield from _texts(one, another, path)
    elif own != other and _is_text(own) and _is_text(other):
        yield path, str(own), str(other)


def _reach_alike(own: str, other: str) -> bool:
    """Whether two texts lead to the same numbers and addresses, where both hold any."""
    mails = [frozenset(MAILBOX.findall(text.casefold())) for text in (own, other)]
    phones = [[one for one in numbers(text) if len(one) > _SHORT] for text in (own, other)]
    if all(mails) and mails[0].isdisjoint(mails[1]):
        return False
    return not all(phones) or any(reaches_alike(one, another) for one in phones[0] for another in phones[1])


def _is_text(value: AnyValue) -> bool:
    return isinstance(value, str) and not isinstance(value, Choice)
