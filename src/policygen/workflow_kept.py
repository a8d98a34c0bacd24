"""What was made of an issue, made again only where what it is made of changed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from policygen.assembly.plan import Planned
from policygen.domain.document import Document
from policygen.domain.library import Format
from policygen.domain.manifest import Artifact
from policygen.errors import Diagnostic, PolicygenError
from policygen.publish.artifacts import artifact
from policygen.render.formats import Setting, rendered
from policygen.workflow import Issue, Request, setting_of, to_render

T = TypeVar("T")


@dataclass(frozen=True)
class _Made:
    """A file and all that it was made of, or why it could not be made."""

    of: tuple[object, ...]
    file: Artifact | None
    problems: tuple[Diagnostic, ...] = ()


@dataclass
class KeptFiles:
    """The files made so far, by path. `late` are those handed out as they were, to be made when there is time;
    `problems` say which could not be made."""

    late: tuple[str, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    _made: dict[str, _Made] = field(default_factory=dict, init=False)

    def files(self, issue: Issue, request: Request, *, wait: bool) -> tuple[Artifact, ...]:
        """Every file of the issue. With `wait`, a file that was made of something else is handed out all the same."""
        settings = {one.language: setting_of(issue, request, one.language) for one in issue.job.planned}
        late: list[str] = []
        found: list[_Made] = []
        for planned, document in to_render(issue):
            for format_ in planned.formats:
                path, setting = f"{planned.stem}.{format_}", settings[planned.language]
                of = (document, setting.labels, setting.brand, setting.digest if format_ == "docx" else "")
                made = self._made.get(path)
                if made and made.of != of and wait:
                    late.append(path)
                elif not made or made.of != of:
                    made = self._made[path] = _made(path, of, planned, document, format_, setting)
                found.append(made)
        self.late = tuple(late)
        self.problems = tuple(dict.fromkeys(problem for made in found for problem in made.problems))
        return tuple(made.file for made in found if made.file)


def _made(
    path: str, of: tuple[object, ...], planned: Planned, document: Document, format_: Format, setting: Setting
) -> _Made:
    try:
        data = rendered(document, format_, setting, planned.outline.sheet)
    except PolicygenError as error:
        return _Made(of, None, error.diagnostics)
    return _Made(of, artifact(path, data, planned.outline.id, planned.together or planned.language))


@dataclass
class KeptPages:
    """The pages made so far, by what names them."""

    _made: dict[str, tuple[tuple[object, ...], object]] = field(default_factory=dict, init=False)

    def keep(self, key: str, of: tuple[object, ...], make: Callable[[], T]) -> T:
        """What `make` makes; the same object where it was made of the same before."""
        found = self._made.get(key)
        if found is None or found[0] != of:
            found = self._made[key] = (of, make())
        return cast(T, found[1])  # whoever names a key makes the same kind of thing each time
