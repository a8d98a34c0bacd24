"""Files of an issue made again only where their document changed since they were last made."""

from dataclasses import dataclass, field

from policygen.assembly.plan import Planned
from policygen.domain.document import Document
from policygen.domain.library import Format
from policygen.domain.manifest import Artifact
from policygen.publish.artifacts import artifact
from policygen.render.formats import Setting, rendered
from policygen.workflow import Issue, Request, setting_of, to_render


@dataclass(frozen=True)
class _Made:
    """A file, and all that it was made of."""

    file: Artifact
    of: tuple[object, ...]


@dataclass
class KeptFiles:
    """The files made so far, by path. `late` are those handed out as they were, to be made when there is time."""

    late: tuple[str, ...] = ()
    _made: dict[str, _Made] = field(default_factory=dict)

    def files(self, issue: Issue, request: Request, *, wait: bool) -> tuple[Artifact, ...]:
        """Every file of the issue. With `wait`, a file that was made of something else is handed out all the same."""
        self.late = ()
        settings = {one.language: setting_of(issue, request, one.language) for one in issue.job.planned}
        return tuple(
            self._file(planned, document, format_, settings[planned.language], wait=wait)
            for planned, document in to_render(issue)
            for format_ in planned.formats
        )

    def _file(self, planned: Planned, document: Document, format_: Format, setting: Setting, *, wait: bool) -> Artifact:
        path = f"{planned.stem}.{format_}"
        of = (document, setting.labels, setting.brand, setting.digest if format_ == "docx" else "")
        made = self._made.get(path)
        if made and made.of != of and wait:
            self.late += (path,)
        elif not made or made.of != of:
            data = rendered(document, format_, setting, planned.outline.sheet)
            made = _Made(artifact(path, data, planned.outline.id, planned.together or planned.language), of)
            self._made[path] = made
        return made.file
