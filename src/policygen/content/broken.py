"""Packs that cannot be used: set apart with what is wrong with them, so that the work on the others goes on."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from policygen.content.packs import code_of
from policygen.domain.library import Library
from policygen.errors import Diagnostic, PolicygenError


def without_broken(library: Library, problems: Iterable[Diagnostic]) -> Library:
    """The library without the packs that have problems, and without those that stand in them.

    Raises everything at once where something other than a pack is wrong.
    """
    faults: dict[str, tuple[Diagnostic, ...]] = {}
    for problem in problems:
        code = code_of(problem.where)
        faults[code] = (*faults.get(code, ()), problem)
    if "" in faults:
        everything = (*library.broken.values(), *faults.values())
        raise PolicygenError(dict.fromkeys(problem for found in everything for problem in found))
    if not faults:
        return library
    apart = {code: found for code in library.packs if (found := _found(code, library, faults))}
    outlines = {id_: one for id_, one in library.outlines.items() if one.owner not in apart}
    gone = library.outlines.keys() - outlines.keys()
    return replace(
        library,
        packs={code: pack for code, pack in library.packs.items() if code not in apart},
        clauses=tuple(one for one in library.clauses if one.layer != "place" or one.owner not in apart),
        outlines=outlines,
        translations={key: one for key, one in library.translations.items() if one.owner not in apart},
        own_outlines={key: one for key, one in library.own_outlines.items() if one.owner not in apart},
        law_words={key: one for key, one in library.law_words.items() if key[0] not in apart},
        elements={id_: one for id_, one in library.elements.items() if not gone.issuperset(one.document)},
        broken={**library.broken, **apart},
    )


def warnings(library: Library) -> tuple[Diagnostic, ...]:
    """One warning for each pack that cannot be used, for work on other places."""
    return tuple(
        Diagnostic(
            "PG-P002",
            f'the pack "{code}" cannot be used: {found[0].message}',
            found[0].where,
            "`policygen content check` says everything that is wrong with it. Other places are not touched.",
            "warning",
        )
        for code, found in library.broken.items()
    )


def _found(code: str, library: Library, faults: Mapping[str, tuple[Diagnostic, ...]]) -> tuple[Diagnostic, ...]:
    return tuple(fault for above in reversed(library.stack(code)) for fault in faults.get(above, ()))
