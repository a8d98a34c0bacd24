"""What the pages are made of: the library, its law on one day, and who refers to whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from policygen.cli.listing import OWN_PAGES
from policygen.content.library import load_library
from policygen.content.locate import builtin_root
from policygen.content.pack_cases import read_cases
from policygen.domain.cases import PackCase
from policygen.domain.law import Law
from policygen.domain.library import Clause, Library, Outline
from policygen.domain.pack import Force, Obligation, Pack


@dataclass(frozen=True)
class Material:
    """Everything a page is made of. The day is that of the newest check of a pack, never today."""

    library: Library

    @classmethod
    def built_in(cls) -> "Material":
        """The library that ships with the program."""
        return cls(load_library((builtin_root(),)))

    @property
    def packs(self) -> Mapping[str, Pack]:
        """The packs by code."""
        return self.library.packs

    @cached_property
    def day(self) -> date:
        """The day whose law the pages state."""
        return max(pack.checked_on for pack in self.packs.values())

    @cached_property
    def law(self) -> Law:
        """The law on that day."""
        return self.law_on(self.day)

    def law_on(self, day: date) -> Law:
        """The law of any day."""
        return self._laws.setdefault(day, Law(day, self.packs))

    @cached_property
    def documents(self) -> tuple[Outline, ...]:
        """The documents that an organisation can get, the usual ones first; no variants, no pages of the program itself."""
        usual = {one.id: at for at, one in enumerate(self.library.profile)}
        found = (o for o in self.library.outlines.values() if not o.variant_of and o.id not in OWN_PAGES)
        return tuple(sorted(found, key=lambda one: usual.get(one.id, len(usual))))

    @cached_property
    def outlines(self) -> Mapping[str, tuple[Outline, ...]]:
        """By document: its outline, its variants, then those that stand in for them in a language of their own."""
        found: dict[str, list[Outline]] = {one.id: [one] for one in self.documents}
        for one in sorted(
            self.library.every_outline(), key=lambda one: (bool(one.owner), one.language, bool(one.variant))
        ):
            if one.document in found and one not in found[one.document]:
                found[one.document].append(one)
        return {id_: tuple(outlines) for id_, outlines in found.items()}

    @cached_property
    def clause_at(self) -> Mapping[str, Clause]:
        """By id; where a clause has a text in several languages, the first."""
        found: dict[str, Clause] = {}
        for clause in self.library.clauses:
            found.setdefault(clause.id, clause)
        return found

    @cached_property
    def order(self) -> Mapping[str, Mapping[str, int]]:
        """By document: the clauses that can stand in it, with where each stands first."""
        return {document: self._order(outlines) for document, outlines in self.outlines.items()}

    @cached_property
    def suppliers(self) -> Mapping[tuple[str, str], tuple[Clause, ...]]:
        """The clauses that say an element in a document."""
        found: dict[tuple[str, str], list[Clause]] = defaultdict(list)
        for clause in self.clause_at.values():
            for document in self.documents_of(clause):
                for element in clause.supplies:
                    found[document, element].append(clause)
        return {key: tuple(clauses) for key, clauses in found.items()}

    @cached_property
    def asked_by(self) -> Mapping[str, tuple[tuple[Pack, Obligation], ...]]:
        """The duties that ask for an element."""
        found: dict[str, list[tuple[Pack, Obligation]]] = defaultdict(list)
        for pack in self.packs.values():
            for duty in pack.obligations:
                for element in duty.elements:
                    found[element].append((pack, duty))
        return {element: tuple(duties) for element, duties in found.items()}

    def duty(self, id_: str, here: Pack) -> tuple[Pack, Obligation]:
        """A duty as a place has it. Several places may have one of the same id: its own goes first, then one of a wider
        place or of a part."""

        def away(pack: Pack) -> int:
            near = pack.code in self.library.stack(here.code) or here.code in self.library.stack(pack.code)
            return 0 if pack == here else 1 if near else 2

        return min(self._duties[id_], key=lambda found: away(found[0]))

    @cached_property
    def answered(self) -> Mapping[str, tuple[str, ...]]:
        """By clause: the duties that it answers."""
        found: dict[str, list[str]] = defaultdict(list)
        for id_, found_in in self._duties.items():
            for clause in once(clause for _, duty in found_in for clause in duty.clauses):
                found[clause].append(id_)
        return {clause: tuple(duties) for clause, duties in found.items()}

    @cached_property
    def cases(self) -> Mapping[str, tuple[PackCase, ...]]:
        """The cases of each pack."""
        folder = builtin_root() / "jurisdictions"
        return {code: read_cases(folder / code, code) for code in self.packs}

    def documents_of(self, clause: Clause) -> tuple[str, ...]:
        """The documents that a clause can stand in and that have a page, each once."""
        ids = dict.fromkeys(slot.partition("/")[0] for slot in clause.slots)
        return tuple(id_ for id_ in ids if id_ in self.outlines)

    def force(self, force: Force) -> str:
        """How binding a duty is, in the words of the notes for review."""
        return self.library.words["en"][f"review.force_{force}"]

    def title(self, document: str) -> str:
        """What a document is called among others: the words of its id."""
        words = document.replace("-", " ").replace("third party", "third-party").replace("out of hours", "out-of-hours")
        words = words.replace("internal committee", "Internal Committee")
        kind, _, what = words.partition(" ")
        return f"Letter: {what}" if kind == "letter" else words[:1].upper() + words[1:]

    @cached_property
    def _duties(self) -> Mapping[str, list[tuple[Pack, Obligation]]]:
        found: dict[str, list[tuple[Pack, Obligation]]] = defaultdict(list)
        for pack in self.packs.values():
            for duty in pack.obligations:
                found[duty.id].append((pack, duty))
        return found

    @cached_property
    def _laws(self) -> dict[date, Law]:
        return {}

    def _order(self, outlines: tuple[Outline, ...]) -> Mapping[str, int]:
        slots = once(f"{one.document}/{slot}" for one in outlines for section in one.sections for slot in section.slots)
        ids = once(clause.id for slot in slots for clause in self.library.clauses if slot in clause.slots)
        return {id_: at for at, id_ in enumerate(ids)}


def once(found: Iterable[str]) -> tuple[str, ...]:
    """Each once, in order."""
    return tuple(dict.fromkeys(found))
