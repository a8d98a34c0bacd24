"""Makes site/gallery.md and its pictures: the first page of every document, for invented organisations, in all languages.

python scripts/make_gallery.py            makes what has changed; needs `pdftoppm` (poppler) and Pillow
python scripts/make_gallery.py --print    prints the digests and the page as they should be; a test compares them

A picture is made again when the words of its document have changed, or how sheets and pages are set. What
site/gallery/pages.json records is enough to write the page, so `--page` writes it without making a picture.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import policygen
from policygen import workflow
from policygen.content.yaml_source import load_yaml
from policygen.render.formats import rendered

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "site" / "gallery.md"
PICTURES = ROOT / "site" / "gallery"
RECORD = PICTURES / "pages.json"
SHELLS = ROOT / "templates" / "shells" / "print"
LARGE, SMALL = 1100, 480  # pixels across
COLOURS = 32
DAY = date(2026, 11, 21)
LANGUAGES = {"en": "English", "ja": "Japanese"}
HEAD = """---
hide: [navigation]
---

# Gallery

The first page of every document, as policygen issues it as PDF. Choose a picture to see it larger. The organisations are invented; the
pages are what their answers give, not a word changed. They state the law of 21 November 2026 as the packs hold it. No lawyer of
those places has reviewed the packs yet.

Sheets are shown in A4, two of them in A3 too. The code of conduct for the wall and the poster come in A5 and A6, lying on their long side,
in large print, and in two languages on one sheet as well: [Print it](print.md) says which file is for which wall, and how to get it.

Your [letterhead](word-template.md) changes the look of the Word files, your [logo and colour](print.md) that of every file.
"""
Plain = Mapping[str, Any]  # plain YAML


@dataclass(frozen=True)
class Picture:
    """A page as it is recorded. `digest` is that of the document's words as Markdown, and of how pages are set."""

    name: str
    outline: str
    language: str
    answers: str
    organisation: str
    title: str
    width: int
    height: int
    digest: str


@dataclass(frozen=True)
class Wanted:
    """A document that is to be shown, by the name of its picture."""

    name: str
    answers: str
    issue: workflow.Issue
    outline: str
    language: str
    title: str
    tree: Any  # a document of `policygen.domain`
    sheet: Any


def main() -> None:
    """Make what is asked for."""
    if "--print" in sys.argv[1:]:
        digests = {one.name: _digest(one) for one in wanted()}
        print(json.dumps({"digests": digests, "page": "\n".join(_page(_recorded()))}, indent=1))
    elif "--page" in sys.argv[1:]:
        write_page(_recorded())
    else:
        make()


def make() -> None:
    """Make the pictures whose documents have changed, take out those that no document has, and write the page."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    before, made = {one.name: one for one in _recorded()}, []
    for one in wanted():
        old = before.get(one.name)
        whole = all((PICTURES / file).is_file() for file in _files(one.name))
        made.append(old if old and whole and old.digest == _digest(one) else _drawn(one))
    kept = {file for one in made for file in _files(one.name)} | {RECORD.name}
    for path in PICTURES.iterdir():
        if path.name not in kept:
            path.unlink()
    RECORD.write_text(json.dumps([asdict(one) for one in made], indent=1, ensure_ascii=False) + "\n", "utf-8")
    write_page(made)
    print(f"{sum(path.stat().st_size for path in PICTURES.iterdir()) / 1e6:.1f} MB in {len(made)} pages")


def wanted() -> Iterator[Wanted]:
    """Every page of the gallery in its order."""
    plan = _plan()
    examples = sorted(path.stem for path in (ROOT / "examples").glob("*.yaml"))
    for example in examples:
        yield from _of(plan["policy"], example)
    for group in plan["groups"]:
        for outline, about in group["documents"].items():
            organisation = about["of"]
            yield from _of(outline, organisation)
            yield from _of(outline, about["too"]) if "too" in about else ()
            if organisation != plan["japanese"]:
                yield from (one for one in _of(outline, plan["japanese"]) if one.language == "ja")


def _of(outline: str, organisation: str) -> Iterator[Wanted]:
    """A document of an organisation, once in each language, on the paper that is wanted."""
    seen = set()
    issue, paper = _issue(organisation), _plan()["organisations"][organisation].get("paper")
    for planned, tree in workflow.to_render(issue):
        is_it = planned.outline.id == outline and "pdf" in planned.formats and paper in (None, planned.format.paper)
        if is_it and planned.language not in seen:
            seen.add(planned.language)
            language = planned.language
            name = f"{outline}-{organisation}.{language}"
            about = (name, organisation, issue, outline, language)
            yield Wanted(*about, _title(tree), tree, planned.outline.sheet)


def _title(tree: Any) -> str:
    from policygen.templating import tokens

    return tokens.filled(tree.title, tree.values)


@cache
def _issue(organisation: str) -> workflow.Issue:
    about = _plan()["organisations"][organisation]
    answers = policygen.load(
        ROOT / about.get("file", f"examples/{organisation}.yaml"), _content(), over=about.get("over")
    )
    return policygen.assemble(answers, DAY, as_of=DAY)._issue


@cache
def _content() -> policygen.Library:
    return policygen.library()


@cache
def _plan() -> Plain:
    found: Plain = load_yaml(ROOT / "scripts" / "gallery.yaml").data
    return found


@cache
def _look() -> bytes:
    return b"".join(path.read_bytes() for path in sorted(SHELLS.rglob("*.typ")))


def _digest(one: Wanted) -> str:
    words = rendered(one.tree, "md", _setting(one))
    return hashlib.sha256(words + _look()).hexdigest()[:16]


def _setting(one: Wanted) -> Any:  # a `Setting`
    return workflow.setting_of(one.issue, workflow.Request(Path("answers.yaml")), one.language)


def _drawn(one: Wanted) -> Picture:
    """Draw the first page, large and small."""
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "document.pdf"
        pdf.write_bytes(rendered(one.tree, "pdf", _setting(one), one.sheet))
        stem = pdf.with_suffix("")
        scale = ["-scale-to-x", str(LARGE), "-scale-to-y", "-1"]
        subprocess.run(["pdftoppm", "-png", "-singlefile", *scale, str(pdf), str(stem)], check=True)
        page = Image.open(stem.with_suffix(".png")).convert("RGB")
        height = round(page.height * SMALL / page.width)
        large, small = (PICTURES / file for file in _files(one.name))
        few = page.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
        few.save(large, lossless=True, quality=60, method=4)
        page.resize((SMALL, height), Image.Resampling.LANCZOS).save(small, quality=60, method=4)
    print(f"{large.name}: {large.stat().st_size // 1024} KB, {small.stat().st_size // 1024} KB small")
    name = str(one.issue.job.answers.in_language(one.language).get("organisation.short_name"))
    return Picture(one.name, one.outline, one.language, one.answers, name, one.title, SMALL, height, _digest(one))


def _files(name: str) -> tuple[str, str]:
    return f"{name}.webp", f"{name}-small.webp"


def _recorded() -> list[Picture]:
    return [Picture(**one) for one in json.loads(RECORD.read_text("utf-8"))] if RECORD.is_file() else []


def write_page(pictures: list[Picture]) -> None:
    """Write the page that shows them, from the record alone."""
    PAGE.write_text("\n".join(_page(pictures)), "utf-8", newline="\n")


def _page(pictures: list[Picture]) -> Iterator[str]:
    plan = _plan()
    yield HEAD
    policies = [one for one in pictures if one.outline == plan["policy"]]
    yield f"## One policy, {_number(policies)} organisations\n"
    yield "Same clauses, other answers: size, industry, places, who takes reports. Set two side by side and see what changes.\n"
    yield from _figures(policies)
    for group in plan["groups"]:
        yield f"## {group['title']}\n"
        for outline, about in group["documents"].items():
            yield f"### {about['name']} {{ #{outline} }}\n"
            if "note" in about:
                yield f"{about['note']}\n"
            yield from _figures([one for one in pictures if one.outline == outline])


def _number(pictures: list[Picture]) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[len({one.name.rpartition(".")[0] for one in pictures})]


def _figures(shown: list[Picture]) -> Iterator[str]:
    yield '<div class="gallery" markdown>\n'
    for one in shown:
        large, small = _files(one.name)
        language = LANGUAGES[one.language]
        alt = f"First page of “{one.title}” of {one.organisation}, in {language}"
        size = f'width="{one.width}" height="{one.height}"'
        yield '<figure markdown="span">'
        yield f'[![{alt}](gallery/{small}){{ {size} loading="lazy" }}](gallery/{large})'
        about = escape(_plan()["organisations"][one.answers]["is"])
        yield f'<figcaption><b lang="{one.language}">{escape(one.organisation)}</b>, {about} · {language}</figcaption>'
        yield "</figure>\n"
    yield "</div>\n"


if __name__ == "__main__":
    main()
