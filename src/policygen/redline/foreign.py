"""Two Word files of which one was not issued by policygen: compared by an engine that is installed for it."""

import subprocess

from lxml import etree

from policygen.errors import PolicygenError, Where, fail
from policygen.redline.compare import Hand, Redlined, is_ours, maker, moments, refuse_marked
from policygen.redline.marks import strike
from policygen.redline.package import Package
from policygen.redline.wordml import w

_MOVES = {w("moveFrom"): w("del"), w("moveTo"): w("ins")}
_RANGES = tuple(w(f"move{side}Range{end}") for side in ("From", "To") for end in ("Start", "End"))
_MARKED = (w("ins"), w("del"))


def redlined(old: Package, new: Package, before: bytes, after: bytes, hand: Hand | None = None) -> Redlined:
    """The redline of Docxodus, with what it marks as moved written as taken out here and put in there.

    Word calls a file unreadable whose moves hold deleted text, as that engine writes them.
    """
    refuse_marked(old)
    refuse_marked(new)
    try:
        from python_redlines import DocxodusEngine

        engine = DocxodusEngine()
    except ImportError as error:
        raise _not_installed(old, new) from error
    hand = hand or maker(new)
    moment = moments(hand.day)[0]
    try:
        data, _, _ = engine.run_redline(hand.author, before, after, **({"date_time": moment} if moment else {}))
    except (OSError, subprocess.CalledProcessError) as error:
        hint = "Open both files in Word, save them again as .docx, and run this again."
        raise fail("PG-X014", f"the two files could not be compared: {error}", Where(new.name), hint) from error
    package = Package(data, new.name)
    for part in package.stories():
        without_moves(package.tree(part))
    marks = sum(1 for part in package.stories() for _ in package.tree(part).iter(*_MARKED))
    return Redlined(package.packed(), marks, ())


def without_moves(story: etree._Element) -> None:
    """Write what is marked as moved as deleted in one place and inserted in the other."""
    for mark in list(story.iter(*_RANGES)):
        mark.getparent().remove(mark)
    for change in list(story.iter(*_MOVES)):
        change.tag = _MOVES[change.tag]
        if change.tag == w("del"):
            strike(change)


def _not_installed(old: Package, new: Package) -> PolicygenError:
    strangers = " and ".join(one.name for one in (old, new) if not is_ours(one))
    message = f"{strangers}: not issued by policygen, and what compares such files is not installed"
    hint = 'Install it (about 110 MB) with: python -m pip install "policygen[redline]"'
    return fail("PG-X013", message, Where(strangers), hint)
