"""Which answers moved since the issue before, in the words of their questions: what the clauses of both issues read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policygen.assembly.changed_sheets import Content, traces
from policygen.domain.library import Library
from policygen.domain.questions import Question, QuestionnaireWords, QuestionWords
from policygen.domain.values import perhaps_as_long

_NONE = "no answer"  # how a trace names an answer that was not given
_SHORT = "interview.short."


@dataclass(frozen=True, slots=True)
class Named:
    """What the names and values of a trace are called. `known` has the names of contacts and places by their paths."""

    questions: Mapping[str, Question]
    labels: Mapping[str, str]
    known: Mapping[str, str]


def named(library: Library, labels: Mapping[str, str], known: Mapping[str, str], language: str = "en") -> Named:
    """The words that a language has for the questions of a library, its packs among them, and the fields of records."""
    spoken = library.asked_in.get(language, QuestionnaireWords()).questions
    packs = (question for pack in library.packs.values() for question in pack.questions)
    found: dict[str, Question] = {}
    for question in (*library.questions(), *packs):
        fields = (field.model_copy(update={"id": f"{question.id}.{field.id}"}) for field in question.fields)
        for asked in (question, *fields):
            above = asked.id.rpartition(".")[0]
            one = _spoken(asked, spoken[asked.id]) if asked.id in spoken else asked
            for fill in one.fills:
                found.setdefault(fill if "." in fill else f"{above}.{fill}", one)
            found[one.id] = one
    return Named(found, labels, known)


def _spoken(question: Question, words: QuestionWords) -> Question:
    titles = tuple(o.model_copy(update={"title": words.options.get(o.value, o.title)}) for o in question.options)
    return question.model_copy(update={"prompt": words.prompt, "short": words.short, "options": titles})


def moved(before: Content, after: Content, language: str, words: Named) -> tuple[tuple[Mapping[str, str], ...], bool]:
    """`what`, `before` and `now` of each answer that moved, in the order in which the documents use them; and whether
    one moved that has no name here.

    An answer is seen by what clauses of both issues read; those of documents in `language` tell its value first.
    """
    seen: dict[str, tuple[str, str]] = {}
    old = traces(before)
    new = sorted(traces(after).items(), key=lambda one: not one[0][0].endswith(f".{language}"))
    for key, trace in new:
        if key in old:
            for name, pair in _differing(old[key], trace):
                seen.setdefault(*_of_contact(name, pair, before, after))
    named, lacking = [], False
    groups = {id_.partition(".")[0] for id_ in words.questions}
    for name, (was, now) in seen.items():
        what = _what(name, words)
        if _told_by_parts(name, seen) or _is_another_sentence(name, was, now, words):
            continue
        if what:
            named.append({"what": what, "before": _value(name, was, words), "now": _value(name, now, words)})
        elif name.partition(".")[0] in groups:
            lacking = True
    return tuple(named), lacking


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    kinds = ("read", "facts") if old.get("outcome") == new.get("outcome") == "in" else ("facts",)
    was, now = ({str(n): str(v) for kind in kinds for n, v in one.get(kind, ())} for one in (old, new))
    for name in now:
        if name in was and was[name] != now[name]:
            yield name, (was[name], now[name])


def _of_contact(name: str, pair: tuple[str, str], before: Content, after: Content) -> tuple[str, tuple[str, str]]:
    """What is read of a contact by the answer that names it, as the contact's own; or that another is named now."""
    answer, _, field = name.rpartition(".")
    was, now = before.get("contacts", {}).get(answer), after["contacts"].get(answer)
    if not was or not now:
        return name, pair
    return (f"{now}.{field}", pair) if was == now else (answer, (was, now))


def _what(name: str, words: Named) -> str:
    """The words for an answer, behind whose it is; nothing for a name that is no answer."""
    if name in words.questions:
        return _short(name, words)
    above, _, field = name.rpartition(".")
    group = above.rpartition(".")[0]
    if f"{group}.{field}" not in words.questions:
        return ""
    whose = words.known.get(above) or (_short(group, words) if group in words.questions else "")
    return words.labels["review.named"].format(name=whose, what=_short(f"{group}.{field}", words)) if whose else ""


def _short(name: str, words: Named) -> str:
    question = words.questions[name]
    return words.labels.get(f"{_SHORT}{name}") or question.short or question.prompt


def _told_by_parts(name: str, seen: Mapping[str, tuple[str, str]]) -> bool:
    """Whether "how to reach them" says only what phone and email say already."""
    above = name.removesuffix("reach")
    return above != name and any(f"{above}{part}" in seen for part in ("phone", "email"))


def _is_another_sentence(name: str, was: str, now: str, words: Named) -> bool:
    """Whether the same option, length of time, or numbers and addresses to reach somebody stand in another sentence."""
    if perhaps_as_long(was, now):
        return True
    if name in words.questions and (options := words.questions[name].options):
        called = {text.casefold(): one.value for one in options for text in (one.value, one.words, one.title)}
        return called.get(was.casefold(), was) == called.get(now.casefold(), now)
    return name.startswith("contacts.") and name.endswith(".reach") and _addresses(was) == _addresses(now)


def _addresses(text: str) -> set[str]:
    return {word.strip(".,;()、") for word in text.split() if "@" in word or any(map(str.isdigit, word))}


def _value(name: str, text: str, words: Named) -> str:
    """A value in words: titles for options, names for contacts and places."""
    if text == _NONE:
        return words.labels["redline.answer_none"]
    question = words.questions.get(name)
    titles = {option.value: option.title for option in question.options} if question else {}
    if question and question.kind == "yes-no":
        titles = {answer: words.labels[f"review.{answer}"] for answer in ("yes", "no")}
    return words.labels["review.numbers"].join(
        words.known.get(part) or titles.get(part, part.removeprefix("contacts.")) for part in text.split(", ")
    )
