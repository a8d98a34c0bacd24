"""A library read again, made of the same objects as before where its files say the same: what is kept of a document is
compared with these, and telling that an object is the same takes no time."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from policygen.domain.library import Library

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def shared(library: Library, before: Library) -> Library:
    """The library, with the parts of an earlier one that are equal to its own."""
    known = {(one.id, one.language, one.file): one for one in before.clauses}
    made = replace(
        library,
        elements=_shared(library.elements, before.elements),
        clauses=tuple(_or_equal(one, known.get((one.id, one.language, one.file))) for one in library.clauses),
        outlines=_shared(library.outlines, before.outlines),
        industries=_shared(library.industries, before.industries),
        words=_shared(library.words, before.words),
        spelling=_shared(library.spelling, before.spelling),
        packs=_shared(library.packs, before.packs),
        own_outlines=_shared(library.own_outlines, before.own_outlines),
        translations=_shared(library.translations, before.translations),
        law_words=_shared(library.law_words, before.law_words),
    )
    worded = {code: _shared(packs, before.packs_in(code)) for code, packs in made.worded_packs.items()}
    made.__dict__["worded_packs"] = _shared(worded, before.worded_packs)  # as `cached_property` keeps what it found
    return made


def _shared(found: Mapping[K, V], before: Mapping[K, V]) -> Mapping[K, V]:
    """The mapping with the values of the one before that are equal; that itself where nothing differs."""
    made = {key: _or_equal(value, before.get(key)) for key, value in found.items()}
    same = [*made] == [*before] and all(one is before[key] for key, one in made.items())
    return before if same else made


def _or_equal(value: V, before: V | None) -> V:
    return before if value is before or (before is not None and _says_the_same(value, before)) else value


def _says_the_same(one: object, other: object) -> bool:
    """As JSON, where `yes` and 1 are not the same."""
    if isinstance(one, BaseModel) and isinstance(other, BaseModel):
        return type(one) is type(other) and one.model_dump_json() == other.model_dump_json()
    return one == other
