"""The law of a pack in the words of another language: `translations/<language>/law.yaml`, and what it lacks."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from policygen.content.yaml_source import load_yaml, nearest, parse
from policygen.domain.library import Library
from policygen.domain.pack import Pack
from policygen.domain.pack_words import DutyWords, PackWords, texts
from policygen.errors import Diagnostic, Where, fail


class _Duty(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    of: str
    says: str


class _Law(BaseModel):
    """`duties` by their ids; `texts` by the text of the pack that they translate."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    translates: str
    duties: Mapping[str, _Duty] = {}
    texts: Mapping[str, str] = {}


def read_law_words(path: Path, name: str, code: str) -> PackWords:
    """The words of one file; `code` is the pack in whose folder it stands, empty outside of packs."""
    source = load_yaml(path, name)
    law = parse(_Law, source)
    if not code or law.translates != code:
        hint = f"Write `translates: {code}`." if code else "It belongs in jurisdictions/<code>/translations/."
        where = source.where("translates")
        raise fail("PG-C080", f'"{law.translates}" is not what {path.name} can translate', where, hint)
    duties = {id_: DutyWords(one.of, one.says) for id_, one in law.duties.items()}
    return PackWords(duties, law.texts, name)


def stale(library: Library, codes: Iterable[str] = ()) -> Iterator[Diagnostic]:
    """A warning for each text whose source has changed since it was translated, in some packs or in all."""
    only = frozenset(codes)
    for (code, _), words in library.law_words.items():
        pack = library.packs.get(code)
        if pack is None or (only and code not in only):
            continue
        asked = {duty.id: duty.says for duty in pack.obligations}
        for id_, duty in words.duties.items():
            if id_ in asked and asked[id_] != duty.of:
                hint = "Read what changed, mend the words, and write the new source text under `of:`."
                yield _drift(words.file, id_, f'{id_} now reads "{asked[id_]}"', hint)
        known = frozenset(texts(pack))
        for text in words.texts.keys() - known:
            near = difflib.get_close_matches(text, known, n=1, cutoff=0.7)
            hint = f'It may now read "{near[0]}".' if near else "Take it out."
            yield _drift(words.file, text, f'the pack no longer reads "{text}"', hint)


def unworded(library: Library) -> Iterator[Diagnostic]:
    """An error for each duty and text without words in a language that the law around it is translated into, and for
    words of a duty that no pack has."""
    for pack in library.packs.values():
        for language in _wanted(pack, library):
            words = library.law_words.get((pack.code, language), PackWords())
            where = Where(words.file or f"{pack.folder}/translations/{language}/law.yaml")
            for id_ in (duty.id for duty in pack.obligations if duty.id not in words.duties):
                yield Diagnostic("PG-C088", f"the duty {id_} has no words in {language!r}", where, "Write them.")
            for text in words.lacking(pack):
                yield Diagnostic("PG-C088", f'"{text}" has no words in {language!r}', where, "Write them.")
            ids = frozenset(duty.id for duty in pack.obligations)
            for id_ in words.duties.keys() - ids:
                yield Diagnostic("PG-C089", f'{pack.code} has no duty "{id_}"', where, nearest(id_, ids))


def _drift(file: str, subject: str, what: str, hint: str) -> Diagnostic:
    return Diagnostic("PG-C087", f"drift: {file}: {what}", Where(file, None, None, subject), hint, "warning")


def _wanted(pack: Pack, library: Library) -> tuple[str, ...]:
    """The languages into which the law of the pack, or of one around it, is translated."""
    around = library.stack(pack.code)
    return tuple(dict.fromkeys(language for code, language in library.law_words if code in around))
