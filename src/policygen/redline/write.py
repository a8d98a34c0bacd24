"""The plan carried out: the new document's story, with what is gone and what is new marked in it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from policygen.redline.bookmarks import drop_marks, keep_marks, plant
from policygen.redline.crumbs import whole
from policygen.redline.ends import Out, settle
from policygen.redline.inline import Atom, Fate, atoms, compared, words
from policygen.redline.lists import Continued
from policygen.redline.marks import Marker, runs
from policygen.redline.plan import RowStep, Step
from policygen.redline.tree import Clause, Node, Other, Paragraph, Row, Table
from policygen.redline.wordml import (
    CELL_PROPERTIES,
    MARK_END,
    MARK_START,
    PARAGRAPH_PROPERTIES,
    SECTION,
    TC,
    TR,
    text_of,
    value,
    w,
)

_FATES: tuple[Fate, Fate] = ("gone", "new")
_NAMING = frozenset(w(name) for name in ("rPr", "alias", "tag", "id", "lock", "placeholder", "temporary"))


@dataclass(frozen=True, slots=True)
class Said:
    """Words that were struck out or added, and the number or title of their paragraph; empty where it has none.

    Words with the same `change`, the count of places where paragraphs change, stand in each other's place; those of whole
    paragraphs have none.
    """

    fate: Fate
    text: str
    place: str = ""
    change: int = 0


@dataclass(slots=True)
class Changed:
    """What happened to a clause: how many words were struck out and added, and which, in their order.

    `old` or `new` is None where it is new or gone.

    Both are None for what stands outside clauses, as a title or the edges of the page.
    """

    old: Clause | None
    new: Clause | None
    gone: int = 0
    fresh: int = 0
    pieces: list[Said] = field(default_factory=list)

    @property
    def is_clause(self) -> bool:
        """Whether it is about a clause, and not about a list of contents, a section's heading or the page."""
        one = self.new or self.old
        return one is not None and one.is_clause

    @property
    def size(self) -> int:
        return self.gone + self.fresh

    @property
    def title(self) -> str:
        one = self.new or self.old
        return one.title if one else ""

    @property
    def mark(self) -> str:
        one = self.new or self.old
        return one.mark if one else ""


@dataclass
class Writer:
    """Carries out the plan of one file.

    `kept_names` are the bookmarks of the new document, `places` the numbers and titles of paragraphs of both.
    """

    marker: Marker
    lists: Continued
    kept_names: frozenset[str]
    places: Mapping[etree._Element, str] = field(default_factory=dict)
    changes: list[Changed] = field(default_factory=list)
    _open: list[Changed] = field(default_factory=list)
    _unmarked: list[tuple[str, etree._Element]] = field(default_factory=list)
    _place: str = ""
    _said: int = 0

    def story(self, story: etree._Element, steps: Sequence[Step], spare: etree._Element | None = None) -> None:
        """Fill a body, header, footer or note.

        `spare` is an empty paragraph for the end where the last paragraph of neither document can take the other's place.
        """
        self._open.append(Changed(None, None))
        self._fill(story, steps, spare)
        self._close()
        plant(story, self._unmarked)
        self._unmarked.clear()

    def _fill(self, story: etree._Element, steps: Sequence[Step], spare: etree._Element | None = None) -> None:
        """Fill a story or a cell; its last paragraph mark is never one that goes."""
        frame = [child for child in story if child.tag in (SECTION, CELL_PROPERTIES)]
        for child in list(story):
            story.remove(child)
        story.extend(child for child in frame if child.tag == CELL_PROPERTIES)
        outs = self._steps(story, steps)
        settle(story, outs, self.marker, spare)
        story.extend(child for child in frame if child.tag == SECTION)

    def _steps(self, parent: etree._Element, steps: Sequence[Step]) -> list[Out]:
        outs: list[Out] = []
        for step in steps:
            outs += self._step(parent, step)
        return outs

    def _step(self, parent: etree._Element, step: Step) -> list[Out]:
        match step.old, step.new:
            case Clause(), Clause():
                return self._clause(parent, step, step.old, step.new)
            case Paragraph(), Paragraph():
                if not self.lists.same(step.old.list_[0], step.new.list_[0]):
                    return [*self._whole(parent, step.old, "gone"), *self._whole(parent, step.new, "new")]
                self._paragraph(step.old, step.new)
                parent.append(step.new.element)
                return [Out(step.new.element, "kept", step.new.shape)]
            case Table(), Table():
                self._table(step.new.element, step.rows)
                parent.append(step.new.element)
                return [Out(step.new.element, "kept", step.new.shape)]
            case Other(), Other():
                parent.append(step.new.element)
                return []
        outs = [] if step.old is None else self._whole(parent, step.old, "gone")
        return outs + ([] if step.new is None else self._whole(parent, step.new, "new"))

    def _clause(self, parent: etree._Element, step: Step, old: Clause, new: Clause) -> list[Out]:
        held: etree._Element = parent
        if new.control is not None:
            parent.append(new.control)
            held = new.control.find(w("sdtContent"))
            for child in list(held):
                held.remove(child)
        self._open.append(Changed(old, new))
        outs = self._steps(held, step.inner)
        self._close()
        entries = [out.element for out in outs]
        if new.head and entries:
            _put_field_back(entries[1:] or entries, new)
        if new.control is not None:
            _hold_whole(new.control)
        return outs

    def _whole(self, parent: etree._Element, node: Node, fate: Fate) -> list[Out]:
        """A node that only one of the documents has; a control comes as what is in it."""
        match node:
            case Clause():
                _put_field_back([p.element for p in node.content if isinstance(p, Paragraph)][1:], node)
                self._open.append(Changed(node, None) if fate == "gone" else Changed(None, node))
                outs = [out for inner in node.content for out in self._whole(parent, inner, fate)]
                self._close()
                return outs
            case Paragraph():
                self._place = self.places.get(node.element, "")
                self._count(node.words, fate)
                if said := text_of(node.element).strip():
                    self._open[-1].pieces.append(Said(fate, said, self._place))
                if fate == "gone":
                    names = drop_marks(node.element, self.kept_names)
                    self._unmarked += ((name, node.element) for name in names)
                    self._renumber(node.element, node.list_)
                self.marker.paragraph(node.element, fate)
                parent.append(node.element)
                return [Out(node.element, fate, node.shape)]
            case Table():
                for row in node.rows:
                    self._row(row, fate)
                parent.append(node.element)
                return [Out(node.element, fate, node.shape)]
            case Other():
                if fate == "new":
                    parent.append(node.element)
                return []

    def _paragraph(self, old: Paragraph, new: Paragraph) -> None:
        """One paragraph that goes on: its words compared."""
        own = [child for child in old.element if child.tag in (MARK_START, MARK_END)]
        self._place = self.places.get(new.element, "")
        if old.key != new.key:
            self._rewrite(new.element, old.atoms, new.atoms)
        keep_marks(new.element, own, self.kept_names)
        here = {value(one, "name") for one in new.element if one.tag == MARK_START}
        names = {value(one, "name") for one in own if one.tag == MARK_START} - here
        self._unmarked += ((name, new.element) for name in sorted(names))

    def _rewrite(self, element: etree._Element, old: Sequence[Atom], new: Sequence[Atom]) -> None:
        starts = [child for child in element if child.tag == MARK_START]
        ends = [child for child in element if child.tag == MARK_END]
        keep = element.find(PARAGRAPH_PROPERTIES)
        for child in list(element):
            element.remove(child)
        if keep is not None:
            element.append(keep)
        element.extend(starts)
        line: list[tuple[Fate, str]] = []
        for piece in compared(old, new):
            if piece.before is not None:
                self._say(line)
                line = []
                link = piece.atoms[0].whole[0]
                self._rewrite(link, atoms(piece.before.whole[0]), atoms(link))
                element.append(link)
                continue
            made = runs(piece.atoms)
            said = "".join(map(text_of, made))
            line.append((piece.fate, said))
            if piece.fate != "kept":
                self._count(Counter(word for word in words(said) if word.strip()), piece.fate)
                if piece.fate == "gone":
                    for one in made:
                        drop_marks(one, self.kept_names)
                made = self.marker.tracked(made, piece.fate, within=True)
            element.extend(made)
        self._say(line)
        element.extend(ends)

    def _table(self, table: etree._Element, rows: Sequence[RowStep]) -> None:
        for row in table.findall(TR):
            table.remove(row)
        for one in rows:
            self._row_step(table, one)

    def _row_step(self, table: etree._Element, step: RowStep) -> None:
        if step.old is not None and step.new is not None:
            for cell, inner in zip(step.new.element.iterfind(TC), step.cells, strict=True):
                self._fill(cell, inner)
            table.append(step.new.element)
            return
        for row, fate in ((step.old, "gone"), (step.new, "new")):
            if row is not None:
                self._row(row, fate)  # type: ignore[arg-type]  # the literals are fates
                table.append(row.element)

    def _row(self, row: Row, fate: Fate) -> None:
        """A row that only one of the documents has, with all in it."""
        for cell, nodes in zip(row.element.iterfind(TC), row.cells, strict=True):
            properties = cell.find(CELL_PROPERTIES)
            for child in list(cell):
                cell.remove(child)
            if properties is not None:
                cell.append(properties)
            for node in nodes:
                self._whole(cell, node, fate)
        self.marker.row(row.element, fate)

    def _renumber(self, paragraph: etree._Element, list_: tuple[str, int]) -> None:
        number = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{w('numPr')}/{w('numId')}")
        if number is not None:
            number.set(w("val"), self.lists.number(*list_))

    def _close(self) -> None:
        done = self._open.pop()
        if done.gone or done.fresh:
            self.changes.append(done)

    def _count(self, found: Counter[str], fate: Fate) -> None:
        if fate == "gone":
            self._open[-1].gone += found.total()
        else:
            self._open[-1].fresh += found.total()

    def _say(self, line: Sequence[tuple[Fate, str]]) -> None:
        """Keep the words of a paragraph's changes."""
        for texts in whole(line):
            self._said += 1
            sides = zip(_FATES, texts, strict=True)
            self._open[-1].pieces += (Said(fate, text, self._place, self._said) for fate, text in sides if text)


def _hold_whole(control: etree._Element) -> None:
    """Make a control of no kind, as files of other hands have, one of a building block: LibreOffice settles those alone."""
    properties = control.find(w("sdtPr"))
    if properties is not None and {one.tag for one in properties if one.tag.startswith(w(""))} <= _NAMING:
        part = etree.SubElement(properties, w("docPartObj"))
        etree.SubElement(part, w("docPartGallery"), {w("val"): "Quick Parts"})


def _put_field_back(entries: Sequence[etree._Element], contents: Clause) -> None:
    """The runs of a list of contents' field, around its entries again."""
    if not contents.head:
        return
    properties = entries[0].find(PARAGRAPH_PROPERTIES)
    for at, run in enumerate(contents.head, 0 if properties is None else 1):
        entries[0].insert(at, run)
    entries[-1].extend(contents.tail)
