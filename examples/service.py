"""Whoever posts answers to /DOCUMENT gets the document back as a Word file.

python examples/service.py
curl --data-binary @examples/corner-shop.yaml http://127.0.0.1:8000/vendor-clauses -o out.docx
"""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from wsgiref.simple_server import make_server

import policygen

CONTENT = policygen.library()  # half a second, once
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST = 200_000  # bytes of answers; the longest example has 6,500


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request, as WSGI has it."""
    status, kind, body = answer(environ)
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]


def answer(environ: dict[str, Any]) -> tuple[str, str, bytes]:
    """Status, type and body: the Word file, or everything that is wrong with the answers."""
    given = environ.get("CONTENT_LENGTH") or "0"
    if environ["REQUEST_METHOD"] != "POST":
        return "405 Method Not Allowed", "text/plain", b"Post your answers as YAML or JSON.\n"
    if not (given.isascii() and given.isdigit()):
        return "400 Bad Request", "text/plain", b"Content-Length is the number of bytes you post.\n"
    if len(given) > 9 or (size := int(given)) > MOST:
        return "413 Content Too Large", "text/plain", b"These answers are too long.\n"
    try:
        answers = policygen.loads(environ["wsgi.input"].read(size), CONTENT)
        wanted = environ["PATH_INFO"].strip("/")
        today = datetime.now(UTC).date()
        issue = policygen.assemble(answers, today, documents=[wanted], formats=["docx"])
        return "200 OK", WORD, issue.documents[0].render("docx")
    except policygen.PolicygenError as error:
        return "422 Unprocessable Content", "application/json", told(error).encode()


def told(error: policygen.PolicygenError) -> str:
    """Each finding with its line, and what to do about it."""
    found = [(str(one.where), one.message, one.hint) for one in error.diagnostics]
    return json.dumps([dict(zip(("where", "message", "hint"), one, strict=True)) for one in found])


if __name__ == "__main__":
    with make_server("127.0.0.1", 8000, application) as server:
        server.serve_forever()
