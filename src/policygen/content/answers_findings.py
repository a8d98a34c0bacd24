"""What one reading of answers.yaml finds: problems, and where each answer stands."""

from collections.abc import Mapping, Sequence

from policygen.content.answer_kinds import Raw
from policygen.content.answer_text import RefusedError, shown
from policygen.content.yaml_source import Source, nearest
from policygen.errors import Diagnostic, Where

Keys = tuple[str | int, ...]
FORM = "PG-A005"


class Findings:
    """Collects, so that everything can be said at once."""

    def __init__(self, source: Source) -> None:
        self.problems: list[Diagnostic] = []
        self.positions: dict[str, Where] = {}
        self._source = source
        self._set: set[str] = set()

    def was_set(self, path: str) -> None:
        """Remember that an answer came from the command line, not from the file."""
        self._set.add(path)

    def where(self, keys: Keys) -> Where:
        """Where an answer was written."""
        for length in range(len(keys), 0, -1):
            above = dotted(keys[:length])
            if above in self._set:
                return Where(subject=f"--set {above}")
        return self._source.where(*keys)

    def stands(self, keys: Keys) -> None:
        """Note the position of an answer."""
        self.positions[dotted(keys)] = self.where(keys)

    def problem(self, message: str, keys: Keys, hint: str, code: str = FORM) -> None:
        """Something is wrong at these keys."""
        self.problems.append(Diagnostic(code, message, self.where(keys), hint))

    def refused(self, refused: RefusedError, keys: Keys) -> None:
        """An answer cannot be taken."""
        self.problem(f"{dotted(keys)}: {refused.message}", keys, refused.hint, "PG-A010")

    def unknown_keys(self, raw: Mapping[str, Raw], known: Sequence[str], keys: Keys) -> None:
        """Say which keys do not belong here, with the nearest that do."""
        for key in raw:
            if key not in known:
                path = shown(dotted((*keys, key)))
                self.problem(f'unknown key "{path}"', (*keys, key), nearest(key, tuple(known)), "PG-A003")


def dotted(keys: Keys) -> str:
    """Keys as the dotted path people know."""
    return ".".join(map(str, keys))
