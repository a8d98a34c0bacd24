"""Links between the pages: to a duty, a source of law, a value, a clause, an element, a document."""

import re

from pages.markup import code, text, to, upper
from pages.material import Material, once
from policygen.domain.library import Clause
from policygen.domain.pack import Obligation, Pack

MOST = 8


def called(pack: Pack) -> str:
    """The name of a place where it stands alone."""
    return upper(pack.name.removeprefix("the "))


def place(pack: Pack, at: str = "", words: str = "", folder: str = "") -> str:
    """A link to a place, or to a part of its page."""
    return to(f"{folder}{pack.code}.md", at, words or text(called(pack)))


def duty(pack: Pack, one: Obligation, folder: str = "") -> str:
    """A link to a duty."""
    return to(f"{folder}{pack.code}.md", one.id, one.id)


def cited(material: Material, pack: Pack, ids: tuple[str, ...], *, elsewhere: bool = False) -> str:
    """The citations of some ids, each with a link to where it stands, from the page of the place or from `elsewhere`.
    One that is not in force on the day of the pages says so."""
    law = material.law.citations(pack.code)
    found = (law[id_] for id_ in ids if id_ in law)
    return "; ".join(
        to("" if one.code == pack.code and not elsewhere else f"{one.code}.md", one.id, text(short(one.text)))
        + ("" if one.status == "in-force" else f" ({one.status})")
        for one in found
    )


def short(citation: str) -> str:
    """A citation without the name in another script, which stands where the source itself is listed."""
    return re.sub(r" \([^()]*[^\x00-\x7f][^()]*\)", "", citation)


def clause(material: Material, one: Clause, folder: str = "../documents/", first: str = "") -> str:
    """A link to a clause on the page of its document; of several documents, to `first` where it stands there.

    Without a folder, the link stands on the page of `first` itself.
    """
    documents = material.documents_of(one)
    words = code(one.id)
    if not documents:
        return words
    document = first if first in documents else documents[0]
    return to(f"{folder}{document}.md" if folder or document != first else "", one.id, words)


def clauses(material: Material, ids: tuple[str, ...], first: str = "") -> str:
    """Links to clauses by id; of many, the first and their number."""
    found = [clause(material, material.clause_at[id_], first=first) for id_ in once(ids) if id_ in material.clause_at]
    return some(found)


def duties(material: Material, ids: tuple[str, ...], here: Pack) -> str:
    """Links to duties by id, on the page of a place; of many, the first and their number."""
    found = (material.duty(id_, here) for id_ in ids)
    return some([to("" if pack == here else f"{pack.code}.md", one.id, one.id) for pack, one in found])


def documents(material: Material, ids: tuple[str, ...], folder: str = "../documents/") -> str:
    """Links to documents by id."""
    there = [id_ for id_ in ids if id_ in material.outlines]
    return ", ".join(to(f"{folder}{id_}.md", "", text(material.title(id_))) for id_ in there)


def some(found: list[str], most: int = MOST) -> str:
    """A list as words; of many, the first and their number."""
    more = len(found) - most
    return ", ".join(found[:most]) + (f" and {more} more" if more > 0 else "")
