"""What names of values and choices among options are called in words."""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pages.material import Material, once
from policygen.content.yaml_source import load_yaml
from policygen.domain.pack import Authority, Pack, Parameter
from policygen.domain.questions import Question
from policygen.domain.values import AnyValue, Duration

WORK = ("organisation.industry", "organisation.activities")


@dataclass(frozen=True)
class Names:
    """Names in words. `owner` is the pack whose law a name stands for first."""

    material: Material

    @property
    def said(self) -> Any:  # plain YAML, by group
        """The words of `words.yaml`."""
        return _words()

    @cached_property
    def _questions(self) -> dict[str, Question]:
        library = self.material.library
        asked = (*library.questions(), *(one for pack in library.packs.values() for one in pack.questions))
        return {one.id: one for one in asked} | {f"{one.id}.{part.id}": part for one in asked for part in one.fields}

    def of(self, path: tuple[str, ...], owner: str = "") -> str:
        """What stands in the place of a value, by its path."""
        dotted, named = ".".join(path), self.said["names"]
        if dotted in named:
            return str(named[dotted])
        if path[0] == "law" and (found := self.law(path[1], owner)):
            _, one = found
            return _joined(_lower(one.says) if isinstance(one, Parameter) else one.name, self.rest(path[2:]))
        for length in range(len(path), 0, -1):
            known = ".".join(path[:length])
            if short := named.get(known) or self._short(known):
                return _joined(str(short), self.rest(path[length:]))
        if path[0] == "words":
            return f"your word for {_plain(path[-1])}"
        return " ".join(_plain(part) for part in path[-2:])

    def parted(self, path: tuple[str, ...]) -> tuple[str, str]:
        """What a record is called, and the part of it that is looked at; no part where a value has a name of its own."""
        dotted = ".".join(path)
        if len(path) == 1 or dotted in self.said["names"] or self._short(dotted) or path[-1] not in self.said["has"]:
            return self.of(path), ""
        return self.of(path[:-1]), path[-1]

    def law(self, id_: str, owner: str = "") -> tuple[Pack, Parameter | Authority] | None:
        """The value of law of that id, that of the owner of a clause or of the packs above it before any other."""
        library = self.material.library
        for code in once((*library.stack(owner), *library.packs)):
            pack = library.packs[code]
            every: tuple[Parameter | Authority, ...] = (*pack.parameters, *pack.authorities)
            for one in every:
                if one.id == id_:
                    return pack, one
        return None

    def option(self, path: str, value: str) -> str:
        """A value that may be chosen for an answer."""
        library = self.material.library
        if path == "size":
            return str(self.said["size"].get(value, value))
        if path in (*WORK, "activities") and value in library.industries:
            return str(self.said["work"][value])
        if path == "meeting_people.third_parties" and value in library.third_parties:
            return _lower(library.third_parties[value].title.partition(":")[0])
        if "languages" in path:
            return str(self.said["languages"].get(value, value))
        if path in ("jurisdiction.code", "jurisdiction.asked"):
            return self.material.law.name(value)
        if path == "place.state":
            return value.replace("-", " ").title()
        if path == "documents_issued":
            return f"“{self.material.title(value)}”"
        for option in self._questions[path].options if path in self._questions else ():
            if option.value == value:
                by_words = path in self.said["says_words"] and option.words
                return option.words if by_words else f"“{option.title}”"
        return value

    def titles(self, path: str, values: list[str]) -> list[str]:
        """Values as the titles of the options of a question; empty where they are none."""
        known = self._questions[path].options if path in self._questions else ()
        titles = {option.value: f"“{option.title}”" for option in known}
        return [titles[value] for value in values] if titles.keys() >= {*values} else []

    def value(self, pack: Pack, id_: str) -> str:
        """A value of law on the day of the pages."""
        found = self.material.law.values(pack.code).get(id_)
        return _shown(found.value) if found else "the number of the law"

    def rest(self, path: tuple[str, ...]) -> str:
        """What is wanted of a record: its phone, its post."""
        return " ".join(str(self.said["attributes"].get(part, _plain(part))) for part in path)

    def _short(self, dotted: str) -> str:
        words = self.material.library.words["en"]
        found = words.get(f"interview.short.{dotted}") or (
            self._questions[dotted].short if dotted in self._questions else ""
        )
        return _lower(found)


@cache
def _words() -> Any:  # plain YAML
    return load_yaml(Path(__file__).parent / "words.yaml").data


def _joined(words: str, rest: str) -> str:
    return f"{words}: {rest}" if rest not in ("", "name") else words


def _shown(value: AnyValue) -> str:
    return f"{value.amount} {_plain(value.unit)}" if isinstance(value, Duration) else str(value)


def _plain(part: str) -> str:
    return part.replace("_", " ")


def _lower(words: str) -> str:
    """Without a capital at its start, unless the word is an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
