"""`policygen site --serve`: the site in a browser of this machine, written again while answers and content change."""

import time

import click

from policygen.cli.options import today
from policygen.cli.tell import tell
from policygen.domain.audience import Audience
from policygen.errors import PolicygenError
from policygen.publish.site_server import serve
from policygen.workflow import Request
from policygen.workflow_serve import Preview


def show(request: Request, audience: Audience, port: int) -> None:
    """Write the site and serve it until interrupted. The address goes to stdout, what happens to stderr."""
    preview = Preview(request, today(), audience)
    preview.whole()
    tell(preview.problems())
    try:
        serve(
            request.out / "html",
            port,
            ready=_ready,
            again=lambda: _again(preview),
            whole=preview.content,
            beside=preview.folders,
        )
    except KeyboardInterrupt:
        click.echo(f"The preview has ended. The site stays in {request.out}.", err=True)
        click.get_current_context().exit(130)


def _ready(address: str) -> None:
    click.echo(address)
    click.echo("Open this address in a browser. Answers, logo and content are watched; Ctrl-C ends it.", err=True)


def _again(preview: Preview) -> bool:
    """Write and build what changed. True when there is more to do, for which nobody should have waited."""
    changed = preview.changed()
    if not changed and not preview.late():
        return False
    started = time.perf_counter()
    try:
        names = preview.pages() if changed else preview.files()
        written = time.perf_counter()
        if names:
            preview.build()
        if not preview.late():
            tell(preview.problems())
        click.echo(_said(names, written - started, time.perf_counter() - written, preview.late()), err=True)
    except PolicygenError as error:
        tell(error.diagnostics)
        click.echo("The site stays as it was.", err=True)
    return bool(preview.late())


def _said(names: tuple[str, ...], writing: float, building: float, late: tuple[str, ...]) -> str:
    if not names:
        return "Nothing in the site changes."
    pages = sum(name.endswith(".md") for name in names)
    said = f"Pages written: {pages}, other files: {len(names) - pages}, in {writing:.2f} s. Built in {building:.2f} s."
    return f"{said} Downloads to follow: {len(late)}." if late else said
