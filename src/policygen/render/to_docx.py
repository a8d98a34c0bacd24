"""Documents as Word files.

Everything but the values is laid out once per expanded text and shell, and remembered; a further document of the
same key costs filling in the values and a zip.
"""

from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from pathlib import Path

from policygen.domain.brand import PLAIN, Brand
from policygen.domain.document import Document, Value
from policygen.errors import Diagnostic, Where, fail
from policygen.render.docx_layout import Layout, finish, lay_out, shown
from policygen.render.docx_parts import builtin_base
from policygen.render.docx_pen import Base, addresses
from policygen.render.docx_picked import picked
from policygen.render.docx_terms import term_findings
from policygen.render.docx_words import plain
from policygen.render.shell_files import shells_dir
from policygen.templating.tokens import filled as plain_text

LABELS = (
    "docx.contents",
    "docx.page",
    "docx.draft",
    "docx.choose",
    "docx.cell",
    "docx.entries",
    "docx.table",
    "docx.comma",
    "docx.left_out",
)
_REMEMBERED = 64
_layouts: OrderedDict[Hashable, Layout] = OrderedDict()


def docx(
    document: Document,
    labels: Mapping[str, str],
    shell: Path | None = None,
    manifest_digest: str = "",
    shell_values: Mapping[str, object] | None = None,
    brand: Brand = PLAIN,
) -> bytes:
    """The document as a Word file, in the built-in look or laid into the user's own `shell`.

    The same document, labels, shell and digest give the same bytes. `shell_values` are what the tags of a shell
    may print, by root name: text, numbers, dates, lists of them, and mappings for dotted names. The built-in look bears
    the logo and colour of `brand`; a shell has its own.
    """
    missing = [name for name in LABELS if name not in labels]
    if missing:
        raise fail("PG-R114", f"the words of the Word file lack {', '.join(missing)}")
    if shell is None:
        return finish(_builtin(document, labels, brand), document, document.values, manifest_digest)
    layout, printed = _in_shell(document, labels, shell, shell_values or {})
    return finish(layout, document, (*document.values, *printed), manifest_digest)


def remarks(
    document: Document, labels: Mapping[str, str], shell: Path, shell_values: Mapping[str, object]
) -> tuple[Diagnostic, ...]:
    """What a reader of the file made with this shell should know: looks it lacks, cross-references that lead nowhere."""
    layout, _ = _in_shell(document, labels, shell, shell_values)
    lacking = sorted({role for style, role in layout.base.unmapped.items() if style in layout.styles})
    found = []
    for role in lacking:
        message = f"the template has no style for {role}: it has the look of the body text"
        hint = f"add a style named {role} to the template, or leave it so"
        found.append(Diagnostic("PG-R124", message, Where(file=shell.name), hint, "note"))
    for reference in layout.lost:
        message = f"a clause refers to {plain_text(reference.title or reference.number, document.values)!r}, which is left out"
        wanted = next((one.id for one in document.clauses() if one.anchor == reference.anchor), reference.anchor[2:])
        hint = f"add {{{{p clause('{wanted}') }}}} to the template, or mend the sentence"
        found.append(Diagnostic("PG-R125", message, Where(file=shell.name, subject=document.id), hint, "warning"))
    if any(spot.clause for spot in layout.base.spots):
        taken, pages = shown(document, layout.base), "".join(layout.base.texts)
        if any(clause.number for clause in taken.clauses()):
            found.extend(heading_notes(layout.base.apart, shell.name))
        found.extend(_twice_counted(taken, layout, shell.name))
        bare = [one.clause for one in layout.base.spots if not one.headed and _bare(picked(taken, one.clause))]
        found.extend(unheaded_notes(bare, shell.name))
        found.extend(term_findings(document, taken, pages, labels, shell.name))
    else:
        found.extend(_counted_beside(document, layout.base, shell.name))
    return tuple(found)


def _twice_counted(taken: Document, layout: Layout, name: str) -> Iterator[Diagnostic]:
    """What is told of a section that counts its clauses by itself, beside numbers of the contract or of another one."""
    own = [(one, [clause.number for clause in one.clauses if clause.number]) for one in taken.sections]
    others = bool(layout.base.counted or layout.base.apart)
    for section, numbers in own:
        beside = {number for one, found in own if one is not section for number in found}
        if section.anchor and numbers and (others or beside.intersection(numbers)):
            title = plain_text(plain(section.title), taken.values)
            yield _by_itself(title, numbers[0], Where(name, subject=taken.id), whole=False)


def _counted_beside(document: Document, base: Base, name: str) -> Iterator[Diagnostic]:
    """What is told of a whole document with numbers, in a contract whose headings have theirs."""
    numbers = [clause.number for clause in document.clauses() if clause.number]
    if numbers and (base.counted or base.apart):
        title = plain_text(document.title, document.values)
        yield _by_itself(title, numbers[0], Where(name, subject=document.id), whole=True)


def _by_itself(title: str, first: str, where: Where, *, whole: bool) -> Diagnostic:
    message = f"“{title}” counts its clauses from {first} by itself: one number stands twice in the contract"
    section = "put its tag behind the signatures, as a schedule, and refer to its clauses by its title"
    document = (
        "put {{p document }} behind the signatures, as a schedule, or take single clauses with {{p clause('…') }}"
    )
    return Diagnostic("PG-R130", message, where, document if whole else section, "note")


def _bare(taken: Document) -> bool:
    """Whether what is taken for one place begins without a heading of its own."""
    return not any(section.title or (section.clauses and section.clauses[0].title) for section in taken.sections)


def unheaded_notes(clauses: Sequence[str], name: str) -> Iterator[Diagnostic]:
    """What is told of clauses without a heading, below words of the contract that are none either."""
    for one in clauses:
        message = f"{{{{p clause('{one}') }}}} brings no heading, so its words become part of the section above"
        yield Diagnostic("PG-R132", message, Where(file=name), "put a heading of your own before this tag", "note")


def heading_notes(numbered_by: Sequence[str], name: str) -> Iterator[Diagnostic]:
    """What is told of headings that count apart, beside which the clauses count by themselves."""
    for one in numbered_by:
        message = (
            f"headings are numbered by {one}: the clauses do not join these numbers and count from 1,"
            " so one number stands twice"
        )
        hint = "give these headings the style Heading 1 and let that style number them, and the clauses join them"
        yield Diagnostic("PG-R129", message, Where(file=name), hint, "note")


def _builtin(document: Document, labels: Mapping[str, str], brand: Brand) -> Layout:
    key = (_key(document, labels), brand)
    layout = _layouts.get(key) or lay_out(document, labels, _base(document, labels, brand))
    _remember(key, layout)
    return layout


def _in_shell(
    document: Document, labels: Mapping[str, str], shell: Path, values: Mapping[str, object]
) -> tuple[Layout, tuple[Value, ...]]:
    """The layout in a user's own template, and the values that its tags print."""
    from policygen.render.docx_shell import opened  # docxtpl is slow to import and only foreign shells need it

    letterhead = opened(shell)
    known = {**values, "document": _about(document)}
    printed = letterhead.printed(known)
    key = (_key(document, labels), letterhead.digest, letterhead.decisions(known))
    layout = _layouts.get(key) or lay_out(document, labels, letterhead.base(document, known))
    _remember(key, layout)
    said = []
    for at, one in enumerate(printed, len(document.values)):
        if not isinstance(one, Value) and at in layout.skeleton.prints:
            raise letterhead.problem(one)
        said.append(one if isinstance(one, Value) else Value("", ""))
    return layout, tuple(said)


def _about(document: Document) -> Mapping[str, str]:
    """What a template may print of the document itself."""
    told = {
        "title": document.title,
        "subtitle": document.subtitle,
        "head": document.running_head,
        "foot": document.running_foot,
    }
    return {name: plain_text(text, document.values) for name, text in told.items()}


def _base(document: Document, labels: Mapping[str, str], brand: Brand) -> Base:
    base = builtin_base(document, labels, shells_dir() / "docx")
    if brand == PLAIN:
        return base
    from policygen.render.docx_brand import branded

    return branded(base, brand, document.organisation)


def _remember(key: Hashable, layout: Layout) -> None:
    _layouts[key] = layout
    _layouts.move_to_end(key)
    while len(_layouts) > _REMEMBERED:
        _layouts.popitem(last=False)


def _key(document: Document, labels: Mapping[str, str]) -> Hashable:
    """What a layout depends on beside the expanded text; `document.key` stands for the text."""
    return (
        document.key,
        document.locale,
        document.paper,
        document.draft,
        document.contents,
        document.title,
        document.subtitle,
        document.running_head,
        document.running_foot,
        len(document.values),
        addresses(document),
        *(labels[name] for name in LABELS),
    )
