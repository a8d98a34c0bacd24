"""A site written again whenever its answers, its logo or its content change: pages first, what takes longer after."""

import gc
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from policygen.assembly.kept import KeptDocuments
from policygen.content.answers_file import read_answers
from policygen.content.library import load_library
from policygen.content.locate import roots
from policygen.content.read_before import ReadBefore
from policygen.content.seen import Seen, content_folders, seen
from policygen.content.shared import shared
from policygen.domain.answers import Answers
from policygen.domain.audience import Audience
from policygen.domain.library import Library
from policygen.domain.manifest import Artifact
from policygen.errors import Diagnostic
from policygen.publish.site import site_contents, write_site
from policygen.publish.site_build import build_site
from policygen.publish.site_input import SiteInput
from policygen.publish.site_place import kept_issue, put_files, put_html, refuse_changed
from policygen.render.shell_files import shells_dir
from policygen.workflow import Issue, Request, issue_of
from policygen.workflow_kept import KeptFiles, KeptPages
from policygen.workflow_making import Making
from policygen.workflow_site import for_site, site_input


@dataclass
class Preview:
    """A site on the disk, and what is kept between one writing of it and the next."""

    request: Request
    today: date
    audience: Audience = "staff"
    _files: KeptFiles = field(default_factory=KeptFiles, init=False)
    _documents: KeptDocuments = field(default_factory=KeptDocuments, init=False)
    _pages: KeptPages = field(default_factory=KeptPages, init=False)
    _library: Library | None = field(default=None, init=False)
    _content: Seen = field(default_factory=dict, init=False)
    _reading: ReadBefore = field(default_factory=ReadBefore, init=False)
    _read: Seen = field(default_factory=dict, init=False)
    _logo: Path | None = field(default=None, init=False)
    _issue: Issue | None = field(default=None, init=False)
    _before: Mapping[str, Any] = field(default_factory=dict, init=False)

    def whole(self) -> None:
        """Write and build the site as `policygen site` does, all at once."""
        self._before = kept_issue(self.request.out)
        self._issue = self._issued()
        write_site(self.request.out, self._input(wait=False), _shell(), force=self.request.force)
        self._documents.settle()
        _keep()

    def pages(self) -> tuple[str, ...]:
        """Write what the answers and the content now change, but for downloads that take longer; give the names."""
        self._issue = self._issued()
        names = self._write(self._input(wait=True))
        self._documents.settle()
        return names

    def late(self) -> tuple[str, ...]:
        """The downloads that the last change concerns and that still stand as they were."""
        return self._files.late

    def problems(self) -> tuple[Diagnostic, ...]:
        """Why a download could not be made; the site is there without it."""
        return self._files.problems

    def files(self) -> tuple[str, ...]:
        """Write the downloads that were late, and the pages that say how large they are; give the names."""
        names = self._write(self._input(wait=False))
        _keep()
        return names

    def build(self) -> None:
        """Build what browsers read from the pages as they are; what was there stays until all is built."""
        assert self._issue
        out = self.request.out
        with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
            html = Path(folder) / "html"
            build_site(out, self._issue.job.situation.law.as_of, html)
            put_html(html, out)

    def changed(self) -> bool:
        """Whether what the site is made of differs from what was last read."""
        return self._read != seen((*self.content(), *self._single()))

    def content(self) -> tuple[Path, ...]:
        """The folders of content."""
        return content_folders(roots(self.request.content, self.request.answers.resolve().parent))

    def folders(self) -> tuple[Path, ...]:
        """The folders in which the answers and the logo lie."""
        return tuple(dict.fromkeys(path.parent for path in self._single()))

    def _single(self) -> tuple[Path, ...]:
        return (self.request.answers.resolve(), *([self._logo] if self._logo else []))

    def _issued(self) -> Issue:
        content = seen(self.content())
        self._read = content | seen(self._single())
        if content != self._content:
            with self._reading.at(content):
                found = load_library(roots(self.request.content, self.request.answers.resolve().parent))
            self._library = shared(found, self._library) if self._library else found
            self._content = content
        assert self._library
        answers = read_answers(self.request.answers, self._library, self.request.overrides)
        self._logo = _logo(answers, self.request.answers)
        self._read = content | seen(self._single())
        return issue_of(self._library, answers, for_site(self.request), self.today, self._documents.assemble)

    def _input(self, *, wait: bool) -> SiteInput:
        assert self._issue

        def files(shown: Issue) -> tuple[Artifact, ...]:
            return self._files.files(shown, self.request, wait=wait)

        return site_input(
            self._issue, self.audience, files, self._before, Making(self._documents.assemble, self._pages.keep)
        )

    def _write(self, pages: SiteInput) -> tuple[str, ...]:
        files = site_contents(pages, _shell())
        if not self.request.force:
            refuse_changed(self.request.out, files)
        return put_files(self.request.out, files, pages.record)


def _logo(answers: Answers, file: Path) -> Path | None:
    """Where the answers say that the logo lies, whether it is there or not."""
    found = answers.get("look.logo")
    return (file.resolve().parent / found).resolve() if isinstance(found, str) and found else None


def _keep() -> None:
    """Have what lives now left alone: to look it through for waste takes half as long as to write the pages."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _shell() -> Path:
    return shells_dir() / "site"
