"""The options that a question's answer is chosen from: its own, or those of the library and the contacts."""

from collections.abc import Mapping, Sequence
from typing import Any

from policygen.content.answer_text import RefusedError
from policygen.domain.library import Library
from policygen.domain.questions import Option, Question

SUPERVISOR = "supervisor"
NOBODY = "nobody"
Raw = Any  # plain YAML: parsed where it is read


def options_of(
    question: Question, library: Library, raw: Mapping[str, Raw], labels: Mapping[str, str]
) -> tuple[Option, ...]:
    """Every option of a question, in menu order; contacts and places are those of the raw answers."""
    if question.kind == "contact":
        nobody = Option(value=NOBODY, title=labels["interview.nobody"])
        return (*_named(posts(raw)), *((nobody,) if question.or_nobody else ()))
    match question.options_from:
        case "":
            return question.options
        case "contacts":
            return (
                Option(value=SUPERVISOR, title=labels["interview.supervisor-title"]),
                *_named(posts(raw)),
            )
        case "places":
            return _named(_places(raw))
        case "companies":
            return _named({name: name for name in _companies(raw)})
        case "industries":
            return tuple(Option(value=i.id, title=i.title, words=i.title) for i in library.industries.values())
        case "third-parties":
            return tuple(Option(value=t.id, title=t.title, words=t.words) for t in library.third_parties.values())
        case "languages":
            laws = tuple(one["law"] for _, one in _records(raw, "places") if isinstance(one.get("law"), str))
            return tuple(_language(code, labels) for code in library.languages_at(laws))
        case "jurisdictions":
            return jurisdictions(library)


def spoken_elsewhere(
    question: Question, answer: Raw, library: Library, options: Sequence[Option]
) -> RefusedError | None:
    """Why a language cannot be chosen that only other places have documents in; None for any other answer."""
    if question.options_from != "languages":
        return None
    known = {option.value for option in options}
    given = answer if isinstance(answer, list) else [answer]
    for language in (one for one in given if one in library.languages() and one not in known):
        names = [library.packs[code].name for code in library.only_at(language) if code in library.packs]
        if names:
            where = " and ".join(names)
            hint = f"Take it out, or add a place there under `places:`. Your places have: {', '.join(sorted(known))}."
            return RefusedError(f'documents in "{language}" exist only for places in {where}', hint)
    return None


def jurisdictions(library: Library) -> tuple[Option, ...]:
    """Every code a place may name: packs, then the parts that their packs list without a pack of their own."""
    own = {part.code: part.name for pack in library.packs.values() for part in pack.parts}
    own.update({pack.code: pack.name for pack in library.packs.values()})
    titles = {code: _full_name(code, own, library) for code in sorted(own)}
    return tuple(Option(value=code, title=title, words=title) for code, title in titles.items())


def _full_name(code: str, own: Mapping[str, str], library: Library) -> str:
    """A place with what it lies in: Chicago, Illinois, the United States."""
    within = library.packs[code].within if code in library.packs else code.rpartition("-")[0]
    return f"{own[code]}, {_full_name(within, own, library)}" if within in own else own[code]


def posts(raw: Mapping[str, Raw]) -> dict[str, str]:
    """The post of each contact of the raw answers, by id."""
    return {id_: str(one.get("post") or id_) for id_, one in _records(raw, "contacts")}


def _places(raw: Mapping[str, Raw]) -> dict[str, str]:
    return {id_: str(one.get("name") or one.get("address") or id_) for id_, one in _records(raw, "places")}


def _companies(raw: Mapping[str, Raw]) -> tuple[str, ...]:
    """The legal names of the organisation and of the further companies of its group, as they are written."""
    own = raw.get("organisation")
    named = own if isinstance(own, dict) else {}
    found = named.get("entities")
    entities = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    names = (named.get("name"), *(one.get("name") for one in entities if isinstance(one, dict)))
    return tuple(dict.fromkeys(name.strip() for name in names if isinstance(name, str) and name.strip()))


def _records(raw: Mapping[str, Raw], key: str) -> list[tuple[str, Mapping[str, Raw]]]:
    found = raw.get(key)
    return [(id_, one) for id_, one in found.items() if isinstance(one, dict)] if isinstance(found, dict) else []


def _named(titles: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(value=id_, title=title, words=title) for id_, title in titles.items())


def _language(code: str, labels: Mapping[str, str]) -> Option:
    name = labels.get(f"interview.language-{code}", code)
    return Option(value=code, title=name, words=name)
