"""The wheel, the sdist, an editable install and a project folder all find templates/ and jurisdictions/."""

import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from policygen.cli.main import run
from policygen.content.locate import builtin_root, jurisdictions_dir, roots, templates_dir
from tests import samples
from tests.samples import CODE, ROOT

FOUND = (
    "from policygen.content.locate import templates_dir, jurisdictions_dir; "
    "print(templates_dir() / 'profile.yaml', jurisdictions_dir() / 'au' / 'pack.yaml', sep='\\n')"
)


def _content() -> set[str]:
    """Every file of content in the checkout, as git knows it."""
    listed = subprocess.run(
        ["git", "ls-files", "templates", "jurisdictions"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}


def _built(target: str, folder: Path) -> Path:
    """A wheel or sdist, built by the project's own build backend without fetching anything."""
    pytest.importorskip("hatchling", reason="hatchling builds the package")
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [made] = folder.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return made


def _environment(folder: Path) -> Path:
    """The Python of an empty virtual environment that sees the packages installed here."""
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    site = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    import yaml

    (Path(site) / "here.pth").write_text(str(Path(yaml.__file__).parents[1]), "utf-8")
    return python


def _said(python: Path, arguments: Sequence[str], **env: str) -> str:
    around = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | env
    ran = subprocess.run(
        [str(python), *arguments], env=around, cwd=python.parent, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def _paths(root: Path) -> list[str]:
    paths = [root.resolve() / "templates" / "profile.yaml", root.resolve() / "jurisdictions" / "au" / "pack.yaml"]
    assert all(path.is_file() for path in paths)
    return [str(path) for path in paths]


def test_a_checkout_finds_its_content_beside_the_source() -> None:
    assert (templates_dir() / "profile.yaml").is_file()
    assert (jurisdictions_dir() / "au" / "pack.yaml").is_file()
    assert builtin_root().joinpath("pyproject.toml").is_file() or builtin_root().name == "policygen"


def test_the_wheel_and_the_sdist_are_told_to_carry_the_content() -> None:
    import tomllib

    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]
    included = build["wheel"]["force-include"]
    assert included == {"templates": "policygen/templates", "jurisdictions": "policygen/jurisdictions"}
    assert {"/src", "/templates", "/jurisdictions", "/tests", "/examples"} <= set(build["sdist"]["include"])


def test_a_project_folder_adds_to_what_ships(tmp_path: Path) -> None:
    clause = f"---\nid: ours\nversion: 1\nslot: {CODE}/please\n---\nBring your own bag.\n"
    path = tmp_path / "templates" / "clauses" / "ours.en.md"
    path.parent.mkdir(parents=True)
    path.write_text(clause, "utf-8")
    answers = samples.file(tmp_path, "corner-shop")
    assert roots((), tmp_path) == (tmp_path.resolve(), builtin_root())
    assert run(["build", str(answers), "-o", str(tmp_path / "out"), "-d", CODE, "-f", "md"]) == 0
    assert "Bring your own bag." in (tmp_path / "out" / f"{CODE}.en.md").read_text("utf-8")


def test_no_file_of_the_repository_has_a_name_that_windows_refuses() -> None:
    reserved = re.compile(r'[<>:"\\|?*]|(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.|/|$)|[. ](/|$)', re.IGNORECASE)
    assert {name for name in _content() if reserved.search(name)} == set()


def test_the_wheel_holds_every_file_of_content(tmp_path: Path) -> None:
    with zipfile.ZipFile(_built("wheel", tmp_path)) as wheel:
        names = set(wheel.namelist())
    assert {f"policygen/{name}" for name in _content()} - names == set()
    assert any(name.endswith(".ttf") for name in names)
    assert "policygen/py.typed" in names
    assert not any(name.startswith("tests/") for name in names)


@pytest.mark.slow
def test_an_installed_wheel_builds_documents_from_its_own_content(tmp_path: Path) -> None:
    python = _environment(tmp_path / "an environment é")
    with zipfile.ZipFile(_built("wheel", tmp_path)) as wheel:
        site = _said(python, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip()
        wheel.extractall(site)
    assert _said(python, ["-c", FOUND]).splitlines() == _paths(Path(site) / "policygen")
    answers = samples.file(tmp_path, "corner-shop")
    made = _said(python, ["-m", "policygen", "build", str(answers), "-o", str(tmp_path / "out")])
    assert f"{CODE}.en.pdf" in made


@pytest.mark.slow
def test_the_sdist_holds_what_it_takes_to_build_the_wheel_and_run_the_tests(tmp_path: Path) -> None:
    with tarfile.open(_built("sdist", tmp_path)) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
        sdist.extractall(tmp_path / "unpacked", filter="data")
    assert _content() - names == set()
    assert {"pyproject.toml", "src/policygen/workflow.py", "tests/samples.py", "examples/corner-shop.yaml"} <= names
    [source] = (tmp_path / "unpacked").iterdir()
    python = _environment(tmp_path / "venv")
    assert _said(python, ["-c", FOUND], PYTHONPATH=str(source / "src")).splitlines() == _paths(source)


def test_an_editable_install_finds_the_content_of_the_checkout(tmp_path: Path) -> None:
    """An editable install of a `src` layout is a path file that points at `src`."""
    python = _environment(tmp_path / "venv")
    site = _said(python, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip()
    (Path(site) / "_policygen.pth").write_text(str(ROOT / "src"), "utf-8")
    assert _said(python, ["-c", FOUND]).splitlines() == _paths(ROOT)
