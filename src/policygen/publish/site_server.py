"""Shows a built site to browsers on this machine alone, and calls back when something that it is made of changes."""

import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread, current_thread, main_thread
from types import FrameType

from mkdocs.livereload import LiveReloadServer

from policygen.errors import Where, fail

HOME = "127.0.0.1"
_POLL = 0.25  # seconds between two looks at the files


def serve(
    html: Path,
    port: int,
    *,
    ready: Callable[[str], None],
    again: Callable[[], bool],
    whole: Callable[[], Iterable[Path]],
    beside: Callable[[], Iterable[Path]],
) -> None:
    """Serve `html` until interrupted. `ready` gets the address; `again` is called after a change, and while it says so.

    Folders of `whole` are watched with all that is in them, those of `beside` for the files just below them; both are
    asked for anew after each change. Open pages load again by themselves. Raises where the port is taken, and what
    `again` raises.
    """
    with tempfile.TemporaryDirectory() as more:

        def watch() -> None:
            for folder in whole():
                server.watch(str(folder))
            for folder in beside():
                server.watch(str(folder), recursive=False)

        failed: list[Exception] = []

        def rebuild() -> None:
            try:
                unfinished = again()
            except Exception as bug:  # noqa: BLE001 - mkdocs would print it and go on, with nothing to be seen
                failed.append(bug)
                server.shutdown()
                return
            watch()
            if unfinished:
                note = Path(more) / "more"
                note.write_bytes(b"." * (1 + note.stat().st_size if note.exists() else 1))

        server = _Server(rebuild, HOME, port, str(html), polling_interval=_POLL)
        server.ready = ready
        server.error_handler = lambda code: _page(html / f"{code}.html")
        server.watch(more)
        watch()
        try:
            with _ending(server.shutdown) as ended:
                server.serve()  # type: ignore[no-untyped-call]  # mkdocs has no types
        except OSError as error:
            hint = "Choose another with --port."
            raise fail("PG-P015", f"port {port} cannot be used: {error.strerror}", Where(), hint) from error
        finally:
            server.shutdown()
        if failed:
            raise failed[0]
        if ended.is_set():
            raise KeyboardInterrupt


@contextmanager
def _ending(stop: Callable[[], None]) -> Iterator[Event]:
    """Have Ctrl-C call `stop` from a thread beside, where it cannot break into a lock that is just taken or given back.

    A second Ctrl-C breaks in at once. Outside the main thread, which alone hears of it, nothing changes.
    """
    ended, over = Event(), Event()
    if current_thread() is not main_thread():
        yield ended
        return

    def heard(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - as Python calls it
        signal.signal(signal.SIGINT, before)
        ended.set()
        over.set()

    def wait() -> None:
        over.wait()
        if ended.is_set():
            stop()

    before = signal.signal(signal.SIGINT, heard)
    Thread(target=wait, daemon=True).start()
    try:
        yield ended
    finally:
        signal.signal(signal.SIGINT, before)
        over.set()


class _Server(LiveReloadServer):  # type: ignore[misc]  # mkdocs has no types
    ready: Callable[[str], None]

    def server_activate(self) -> None:
        super().server_activate()
        self.ready(f"http://{HOME}:{self.server_port}/")


def _page(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
