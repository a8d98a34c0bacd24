"""A headless Chromium spoken to over its debugging pipe, with nothing but the standard library."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
]  # fmt: skip


def executable() -> str:
    """The browser; a test that needs it is skipped without one, unless the environment requires it."""
    for name in ("chromium", "chromium-browser", "google-chrome", "chrome"):
        if found := shutil.which(name):
            return found
    if "browser" in os.environ.get("POLICYGEN_REQUIRE", ""):
        pytest.fail("a Chromium browser is required here and is not installed")
    pytest.skip("no Chromium browser")


@contextmanager
def browser() -> Iterator["Browser"]:
    """A fresh browser with its own profile."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        to_child, our_write = os.pipe()
        our_read, from_child = os.pipe()

        def wire() -> None:
            first, second = os.dup(to_child), os.dup(from_child)
            os.dup2(first, 3)
            os.dup2(second, 4)

        process = subprocess.Popen(
            [executable(), *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            close_fds=False,
            preexec_fn=wire,  # noqa: PLW1509 - the pipe must be descriptors 3 and 4; no thread runs yet
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_child)
        os.close(from_child)
        try:
            yield Browser(our_read, our_write)
        finally:
            os.close(our_write)
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()
            os.close(our_read)


class Browser:
    """One page at a time; `requested` holds the address of everything the page asked for."""

    def __init__(self, read: int, write: int) -> None:
        self.read = read
        self.write = write
        self.count = 0
        self.buffer = b""
        self.events: list[dict[str, Any]] = []
        self.requested: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session: str | None = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self.call(f"{domain}.enable")

    session: str | None = None

    def open(self, url: str, *, width: int = 1280, dark: bool = False, script: bool = True) -> None:
        """Load a page and wait for it."""
        self.requested.clear()
        self.events.clear()
        self.call("Emulation.setScriptExecutionDisabled", value=not script)
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", features=scheme)
        self.call("Page.navigate", url=url)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self._hear()

    def run(self, expression: str) -> Any:
        """The value of an expression in the page; a promise is waited for."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        self.count += 1
        message: dict[str, Any] = {"id": self.count, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._hear()
            if answer.get("id") == self.count:
                assert "error" not in answer, answer["error"]
                return dict(answer["result"])

    def _hear(self) -> dict[str, Any]:
        while b"\0" not in self.buffer:
            data = os.read(self.read, 1 << 16)
            assert data, "the browser has gone"
            self.buffer += data
        line, _, self.buffer = self.buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        if "method" in message:
            self.events.append(message)
        if message.get("method") == "Network.requestWillBeSent":
            self.requested.append(message["params"]["request"]["url"])
        return message
