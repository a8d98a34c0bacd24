"""Makes site/python.md from the docstrings of `policygen.api`, and from examples/service.py.

python scripts/make_python.py            writes the page
python scripts/make_python.py --print    prints it; a test compares the two
"""

import ast
import doctest
import inspect
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from policygen import api

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "site" / "python.md"
WIDTH = 100
BAR = "\\|"
HEAD = """# Use it in Python

Put policygen behind a service of your own: an intranet where managers fetch a letter, a portal that writes a vendor's addendum as the
contract is drawn up. `import policygen` is all it takes. Nothing is fetched, nothing is stored, and no file is written unless you ask.

## Ten lines
"""
AS_A_FILE = """Copy the lines into a file in policygen's folder, or type them one after the other after `python`. What stands after `#` is
what Python answers there.
"""
SERVICE = """## Behind a service

This is `examples/service.py`, whole. It needs the standard library alone, and runs behind any WSGI server.
"""
KNOW = """Worth knowing before you put it to work:

- **Read the content once.** `library()` takes half a second; with it, a first addendum takes
  about a quarter of a second as Word and half a second as PDF, and each further one less.
- **It is work for a processor.** Threads may share everything, but they share one core too: use several processes for many users. From
  an asynchronous service, call it in a thread or a process.
- **Answers may come from strangers.** A value never becomes markup, the size and depth of the text are bounded, and answers that come as
  text may not name a file. Still limit what may be posted, and decide who may post.
- **It does not ask for facts of a case**, and documents do not hold any: what belongs to a case is a blank that a person fills in.
- **Hand over the whole issue.** `Issue.files` has START-HERE and the pages for review beside the documents. They say what to do before and
  after adoption, and what somebody qualified should look at.

`policygen schema answers` gives a JSON schema of the answers, for a form or an editor, and `policygen list questions --json` the questions.
"""
REFERENCE = """## What you can rest on

These names stay what they are. A later version may add to them; before one goes, the changelog says so a minor version ahead. Other modules
of the package may change at any time. The package carries `py.typed`, so a type checker reads all of this.
"""
FUNCTIONS = ("library", "load", "loads", "check", "assemble", "site", "batch", "compare")
CLASSES = (
    "Answers",
    "Issue",
    "Document",
    "Files",
    "Written",
    "Checked",
    "Grade",
    "Measure",
    "BatchRow",
    "Compared",
    "Library",
)
ERRORS = ("PolicygenError", "Diagnostic", "Where")


def main() -> None:
    """Write or print the page."""
    page = "\n".join([HEAD, _code(_plain(_example()), "python"), AS_A_FILE, *_service(), REFERENCE, *_reference()])
    if "--print" in sys.argv[1:]:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # a console's own encoding
        sys.stdout.write(page)
    else:
        PAGE.write_text(page, "utf-8", newline="\n")


def _example() -> str:
    """The doctest of the module: its docstring without the first line and the last paragraph."""
    return _doc(api).split("\n\n")[1]


def _plain(example: str) -> str:
    """The lines of a doctest without prompts; what is answered stands behind them as comments."""
    lines = [
        one.source.rstrip("\n") + (f"  # {one.want.strip()}" if one.want else "")
        for one in doctest.DocTestParser().get_examples(example)
    ]
    imports = sum(line.startswith(("import ", "from ")) for line in lines)
    return "\n".join([*lines[:imports], "", *lines[imports:]])


def _service() -> Iterator[str]:
    yield _doc(api).split("\n\n")[2] + "\n"
    yield SERVICE
    yield _code((ROOT / "examples" / "service.py").read_text("utf-8").strip(), "python")
    yield KNOW


def _reference() -> Iterator[str]:
    yield "## Functions\n"
    for name in FUNCTIONS:
        yield from _function(name)
    yield "## What they give\n"
    for name in CLASSES:
        yield from _class(name)
    yield "## Errors\n"
    for name in ERRORS:
        yield from _class(name)


def _function(name: str) -> Iterator[str]:
    function = getattr(api, name)
    yield f"### {name} {{ #{name} }}\n"
    yield _code(_header(_parsed(function)), "python")
    yield _doc(function) + "\n"


def _class(name: str) -> Iterator[str]:
    found = getattr(api, name)
    tree = _parsed(found)
    assert isinstance(tree, ast.ClassDef)
    yield f"### {name} {{ #type-{name.lower()} }}\n"
    yield _doc(found) + "\n"
    if name == "Library":
        return
    fields = dict(_fields(tree))
    if any(fields.values()):
        rows = (f"| `{name.replace('|', BAR)}` | {told} |" for name, told in fields.items())
        yield "\n".join(["| Attribute | |", "|---|---|", *rows]) + "\n"
    elif fields:
        yield _code("\n".join(fields), "python")
    for method in tree.body:
        if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
            yield _code(_header(method), "python")
            yield inspect.cleandoc(ast.get_docstring(method) or "") + "\n"


def _fields(tree: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """Public attributes with their types, and the text that stands below each."""
    for at, one in enumerate(tree.body):
        if not isinstance(one, ast.AnnAssign) or not isinstance(one.target, ast.Name) or one.target.id[0] == "_":
            continue
        after = tree.body[at + 1] if at + 1 < len(tree.body) else None
        told = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
        yield f"{one.target.id}: {ast.unparse(one.annotation)}", " ".join(str(told).split())


def _header(function: ast.AST) -> str:
    """The signature, one parameter a line where it is long."""
    assert isinstance(function, ast.FunctionDef)
    returns = ast.unparse(function.returns).strip("'\"") if function.returns else "None"
    given = [part for part in _parameters(function.args) if part != "self"]
    line = f"{function.name}({', '.join(given)}) -> {returns}"
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"{function.name}(", *(f"    {part}," for part in given), f") -> {returns}"])


def _parameters(arguments: ast.arguments) -> Iterator[str]:
    first = len(arguments.args) - len(arguments.defaults)
    for at, one in enumerate(arguments.args):
        yield _parameter(one, arguments.defaults[at - first] if at >= first else None)
    if arguments.vararg:
        yield f"*{_parameter(arguments.vararg, None)}"
    elif arguments.kwonlyargs:
        yield "*"
    for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield _parameter(one, default)


def _parameter(one: ast.arg, default: ast.expr | None) -> str:
    name = f"{one.arg}: {ast.unparse(one.annotation)}" if one.annotation else one.arg
    return f"{name} = {ast.unparse(default)}" if default is not None else name


def _parsed(found: object) -> ast.stmt:
    assert inspect.isfunction(found) or inspect.isclass(found)
    return ast.parse(textwrap.dedent(inspect.getsource(found))).body[0]


def _doc(found: object) -> str:
    return inspect.getdoc(found) or ""


def _code(text: str, language: str) -> str:
    return f"```{language}\n{text}\n```\n"


if __name__ == "__main__":
    main()
