"""What was read of answers: a scope that notes it as it goes, to tell later whether the same would be read again."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from policygen.assembly.scope import AnswerScope
from policygen.domain.values import AnyValue, Record, alike


@dataclass
class Note:
    """A value that was read: all of it, or of a record its name and some `fields`, of a list how long it is and `items`."""

    value: AnyValue
    whole: bool = False
    fields: dict[str, "Note"] = field(default_factory=dict)
    items: tuple["Note", ...] = ()
    _handed: AnyValue | None = None

    def handed(self) -> AnyValue:
        """The value for whoever reads it, in which reading further is noted."""
        if self._handed is None:
            self._handed = self._noting()
        return self._handed

    def reads(self, now: AnyValue) -> bool:
        """Whether whoever read this would read the same in another value."""
        match self.value, now:
            case Record() as was, Record() if not self.whole:
                same = was.name == now.name
                return same and all(note.reads(now.get(name)) for name, note in self.fields.items())
            case tuple() as was, tuple() if self.items:
                same = len(was) == len(now)
                return same and all(note.reads(item) for note, item in zip(self.items, now, strict=True))
        return alike(self.value, now)

    def _noting(self) -> AnyValue:
        if isinstance(self.value, Record):
            return _Noted(self, self.value)
        if isinstance(self.value, tuple) and any(isinstance(item, Record | tuple) for item in self.value):
            self.items = tuple(map(Note, self.value))
            return tuple(note.handed() for note in self.items)
        return self.value


class _Noted(Record):
    """A record that notes what is read of it: its name at once, a field when it is asked for."""

    __slots__ = ("_note",)

    def __init__(self, note: Note, of: Record) -> None:
        super().__init__(of.name, {field: of.get(field) for field in of})
        self._note = note

    def get(self, field: str) -> AnyValue:
        fields = self._note.fields
        if field not in fields:
            fields[field] = Note(super().get(field))
        return fields[field].handed()

    def __iter__(self) -> Iterator[str]:
        self._note.whole = True
        return super().__iter__()

    def __contains__(self, field: str) -> bool:
        self._note.whole = True
        return super().__contains__(field)

    def __eq__(self, other: object) -> bool:
        for one in (self, other):
            if isinstance(one, _Noted):
                one._note.whole = True
        return super().__eq__(other)

    def __hash__(self) -> int:
        self._note.whole = True
        return super().__hash__()

    def __repr__(self) -> str:
        self._note.whole = True
        return super().__repr__()


@dataclass(frozen=True)
class NotingScope(AnswerScope):
    """A scope that notes what is read of it, but for what sections add: that is read of something noted."""

    outer: AnswerScope
    notes: dict[tuple[str, ...], Note] = field(default_factory=dict, compare=False)

    def lookup(self, path: tuple[str, ...]) -> AnyValue:
        if self.local.get(path[0]) is not self.outer.local.get(path[0]):
            return super().lookup(path)
        if path not in self.notes:
            self.notes[path] = Note(self.outer.lookup(path))
        return self.notes[path].handed()


def noting(scope: AnswerScope) -> NotingScope:
    """The same scope, noting what is read of it from now on."""
    return NotingScope(scope.answers, scope.derived, scope.local, scope)


def reads_the_same(notes: NotingScope, scope: AnswerScope) -> bool:
    """Whether whoever read one scope would read the same in another that has the same names of its own."""
    return all(note.reads(scope.lookup(path)) for path, note in notes.notes.items())
