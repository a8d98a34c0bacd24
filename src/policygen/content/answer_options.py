"""The options that a question's answer is chosen from: its own, or those of the library and the contacts."""

from collections.abc import Mapping

from policygen.domain.library import Library
from policygen.domain.questions import Option, Question

SUPERVISOR = "supervisor"
NOBODY = "nobody"


def options_of(
    question: Question, library: Library, contacts: Mapping[str, str], labels: Mapping[str, str]
) -> tuple[Option, ...]:
    """Every option of a question, in menu order. `contacts` gives the post of each contact id."""
    if question.kind == "contact":
        nobody = Option(value=NOBODY, title=labels["interview.nobody"])
        return (*_contacts(contacts), *((nobody,) if question.or_nobody else ()))
    match question.options_from:
        case "":
            return question.options
        case "contacts":
            return (
                Option(value=SUPERVISOR, title=labels["interview.supervisor-title"]),
                *_contacts(contacts),
            )
        case "industries":
            return tuple(Option(value=i.id, title=i.title, words=i.title) for i in library.industries.values())
        case "third-parties":
            return tuple(Option(value=t.id, title=t.title, words=t.words) for t in library.third_parties.values())
        case "languages":
            return tuple(_language(code, labels) for code in library.languages())
        case "jurisdictions":
            return jurisdictions(library)


def jurisdictions(library: Library) -> tuple[Option, ...]:
    """Every code a place may name: packs, then the parts that their packs list without a pack of their own."""
    own = {part.code: part.name for pack in library.packs.values() for part in pack.parts}
    own.update({pack.code: pack.name for pack in library.packs.values()})
    titles = {code: _full_name(code, own, library) for code in sorted(own)}
    return tuple(Option(value=code, title=title, words=title) for code, title in titles.items())


def stack(code: str, library: Library) -> tuple[str, ...]:
    """The pack codes that hold at a place, narrowest first; empty for a code nobody lists."""
    if code not in library.packs:
        code = max(
            (p.code for p in library.packs.values() if any(part.code == code for part in p.parts)),
            key=len,
            default="",
        )
    found: list[str] = []
    while code in library.packs and code not in found:
        found.append(code)
        code = library.packs[code].within
    return tuple(found)


def _full_name(code: str, own: Mapping[str, str], library: Library) -> str:
    """A place with what it lies in: Chicago, Illinois, the United States."""
    within = library.packs[code].within if code in library.packs else code.rpartition("-")[0]
    return f"{own[code]}, {_full_name(within, own, library)}" if within in own else own[code]


def _contacts(contacts: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(value=id_, title=post or id_, words=post or id_) for id_, post in contacts.items())


def _language(code: str, labels: Mapping[str, str]) -> Option:
    name = labels.get(f"interview.language-{code}", code)
    return Option(value=code, title=name, words=name)
