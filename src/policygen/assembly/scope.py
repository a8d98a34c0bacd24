"""What names mean while a document is assembled: answers, derived values, records of the section, a place's law."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from policygen.domain.answers import Answers
from policygen.domain.values import AnyValue, Missing
from policygen.templating.expression import attribute


@dataclass(frozen=True)
class AnswerScope:
    """Looks a dotted name up in the section's records, then the derived values, then the answers."""

    answers: Answers
    derived: Mapping[str, AnyValue]
    local: Mapping[str, AnyValue]

    def lookup(self, path: tuple[str, ...]) -> AnyValue:
        name = ".".join(path)
        for values in (self.local, self.derived):
            if path[0] in values:
                return attribute(values[path[0]], path[1:], name)
        found = attribute(self.answers.tree, path, name)
        return Missing(name) if isinstance(found, Missing) else found

    def within(self, **records: AnyValue) -> "AnswerScope":
        """The same scope inside a section that adds records."""
        return replace(self, local={**self.local, **records})
