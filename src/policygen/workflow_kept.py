"""Files of an issue made again only where their document changed since they were last made."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from policygen.assembly.plan import Planned
from policygen.domain.brand import Brand
from policygen.domain.document import Document
from policygen.domain.library import Format
from policygen.domain.manifest import Artifact
from policygen.publish.artifacts import artifact
from policygen.render.formats import Setting, rendered
from policygen.workflow import Issue, Request, setting_of, to_render


@dataclass(frozen=True)
class _Made:
    """A PDF file, and all that it was made of."""

    file: Artifact
    of: tuple[Document, Mapping[str, str], Brand]


@dataclass
class KeptFiles:
    """The PDF files made so far, by path. `late` are those handed out as they were, to be made when there is time."""

    late: tuple[str, ...] = ()
    _made: dict[str, _Made] = field(default_factory=dict)

    def files(self, issue: Issue, request: Request, *, wait: bool) -> tuple[Artifact, ...]:
        """Every file of the issue. With `wait`, a PDF that was made of something else is handed out all the same."""
        self.late = ()
        return tuple(
            self._pdf(planned, document, setting, wait=wait)
            if format_ == "pdf"
            else _file(planned, document, format_, setting)
            for planned, document in to_render(issue)
            for setting in [setting_of(issue, request, planned.language)]
            for format_ in planned.formats
        )

    def _pdf(self, planned: Planned, document: Document, setting: Setting, *, wait: bool) -> Artifact:
        path, of = f"{planned.stem}.pdf", (document, setting.labels, setting.brand)
        made = self._made.get(path)
        if made and made.of != of and wait:
            self.late += (path,)
            return made.file
        if not made or made.of != of:
            made = _Made(_file(planned, document, "pdf", setting), of)
            self._made[path] = made
        return made.file


def _file(planned: Planned, document: Document, format_: Format, setting: Setting) -> Artifact:
    data = rendered(document, format_, setting, planned.outline.sheet)
    return artifact(f"{planned.stem}.{format_}", data, planned.outline.id, planned.together or planned.language)
