"""Putting an issue into its folder: nothing edited is lost, and a failure leaves what stood there whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from policygen.domain.manifest import Artifact, Manifest
from policygen.errors import PolicygenError
from policygen.publish.output import MANIFEST, Put, previous_manifest, put
from tests.samples import TODAY

FULL_DISK = """
set -e
mount -t tmpfs -o size=64k none "$1"
export PYTHONPATH="$2"
"$3" - "$1" <<'PY'
import os, sys
from pathlib import Path
from policygen.domain.manifest import Artifact
from policygen.errors import PolicygenError
from policygen.publish.output import put
out = Path(sys.argv[1]) / "out"
put(out, [Artifact("a.md", b"old", "note", "en")], b"{}")
try:
    put(out, [Artifact("a.md", b"new", "note", "en"), Artifact("b.md", b"x" * 200_000, "note", "en")], b"{}", force=True)
except PolicygenError as error:
    print(error)
print(sorted(os.listdir(sys.argv[1])), sorted(os.listdir(out)), (out / "a.md").read_text())
PY
"""


def artifact(path: str, text: str) -> Artifact:
    return Artifact(path, text.encode(), "note", "en")


def manifest(*artifacts: Artifact) -> bytes:
    files = {one.path: {"sha256": one.digest, "document": one.document} for one in artifacts}
    return Manifest(TODAY, "answers", "1", {}, {}, files).to_json()


def issued(out: Path, *artifacts: Artifact, force: bool = False) -> Put:
    return put(out, artifacts, manifest(*artifacts), force=force)


def everything(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}


def test_an_issue_is_its_files_and_the_manifest_and_nothing_beside_them(tmp_path: Path) -> None:
    done = issued(tmp_path / "out", artifact("a.md", "A"), artifact("for-review/b.md", "B"))
    assert done.written == ("a.md", "for-review/b.md")
    assert set(everything(tmp_path)) == {"out/a.md", "out/for-review/b.md", f"out/{MANIFEST}"}


def test_a_file_of_the_last_issue_is_written_over(tmp_path: Path) -> None:
    issued(tmp_path / "out", artifact("a.md", "one"))
    issued(tmp_path / "out", artifact("a.md", "two"))
    assert (tmp_path / "out" / "a.md").read_text() == "two"


def test_a_file_changed_by_hand_is_never_written_over_unasked(tmp_path: Path) -> None:
    out = tmp_path / "out"
    issued(out, artifact("a.md", "one"), artifact("b.md", "one"))
    (out / "a.md").write_text("edited")
    before = everything(out)
    with pytest.raises(PolicygenError) as raised:
        issued(out, artifact("a.md", "two"), artifact("b.md", "two"))
    [finding] = raised.value.diagnostics
    assert finding.message == "a.md was changed since it was issued"
    assert "--force" in finding.hint
    assert everything(out) == before
    issued(out, artifact("a.md", "two"), force=True)
    assert (out / "a.md").read_text() == "two"


def test_a_file_that_policygen_never_made_is_not_written_over_unasked(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.md").write_text("a user's own")
    with pytest.raises(PolicygenError, match=r"a\.md was not made by policygen"):
        issued(out, artifact("a.md", "two"))
    assert (out / "a.md").read_text() == "a user's own"


def test_a_changed_file_with_the_very_bytes_of_the_new_issue_is_no_conflict(tmp_path: Path) -> None:
    issued(tmp_path / "out", artifact("a.md", "one"))
    (tmp_path / "out" / "a.md").write_text("two")
    issued(tmp_path / "out", artifact("a.md", "two"))


def test_a_file_no_longer_made_is_removed_if_unchanged_and_named_if_edited(tmp_path: Path) -> None:
    out = tmp_path / "out"
    issued(out, artifact("a.md", "a"), artifact("b.md", "b"), artifact("c.md", "c"))
    (out / "c.md").write_text("edited")
    done = issued(out, artifact("a.md", "a"))
    assert done.removed == ("b.md",)
    assert [d.message for d in done.left] == [
        "c.md belongs to an earlier issue and was changed by hand; it is left as it is"
    ]
    assert set(everything(out)) == {"a.md", "c.md", MANIFEST}


def test_a_users_own_files_in_the_folder_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    issued(out, artifact("a.md", "a"))
    (out / "signed.pdf").write_text("scan")
    issued(out, artifact("b.md", "b"))
    assert (out / "signed.pdf").read_text() == "scan"


def test_a_manifest_that_names_files_outside_the_folder_removes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    (out / "sub").mkdir(parents=True)
    (out / MANIFEST).write_bytes(manifest(Artifact("../mine.txt", b"mine"), Artifact(str(mine), b"mine")))
    issued(out, artifact("a.md", "a"))
    assert mine.read_text() == "mine"


@pytest.mark.parametrize("text", [b"", b"not json", b"[]", b'{"files": 1}', b'{"files": {"a.md": {}}}', b"\xff\xfe"])
def test_a_manifest_that_cannot_be_read_counts_as_none(text: bytes, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(text)
    (tmp_path / "a.md").write_text("mine")
    with pytest.raises(PolicygenError, match="was not made by policygen"):
        issued(tmp_path, artifact("a.md", "new"))


def test_the_manifest_is_moved_last_so_that_it_never_promises_a_file_that_is_not_there(tmp_path: Path) -> None:
    out = tmp_path / "out"
    issued(out, artifact("a.md", "one"))
    old = previous_manifest(out)
    (out / "b.md").mkdir()
    with pytest.raises(PolicygenError, match="cannot write to"):
        issued(out, artifact("b.md", "x"))
    assert previous_manifest(out) == old
    assert (out / "a.md").read_text() == "one"
    assert list(tmp_path.iterdir()) == [out]


def test_a_failure_half_way_puts_back_what_stood_there(tmp_path: Path) -> None:
    out = tmp_path / "out"
    issued(out, artifact("a.md", "one"), artifact("gone.md", "one"))
    (out / "c.md").mkdir()
    before = everything(out)
    with pytest.raises(PolicygenError, match="what was there before is unchanged"):
        issued(out, artifact("a.md", "two"), artifact("b.md", "new"), artifact("c.md", "new"))
    assert everything(out) == before
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("name", ["out", "out/below", "out/below/deeper"])
def test_a_file_in_place_of_the_folder_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("I am a file")
    with pytest.raises(PolicygenError) as raised:
        issued(tmp_path / name, artifact("a.md", "x"))
    assert raised.value.diagnostics[0].code in ("PG-S011", "PG-S015")
    assert everything(tmp_path) == {"out": "I am a file"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(PolicygenError, match="cannot write to"):
        issued(tmp_path / "out", artifact("a.md", "x"))


def test_a_kernel_that_refuses_every_write_is_an_error_of_the_folder(tmp_path: Path) -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("no /proc here")
    with pytest.raises(PolicygenError, match="cannot write to /proc/self/out"):
        issued(Path("/proc/self/out"), artifact("a.md", "x"))


def test_a_disk_that_is_full_half_way_leaves_what_stood_there_whole(tmp_path: Path) -> None:
    source = str(Path(__file__).parents[2] / "src")
    command = [
        "unshare",
        "--mount",
        "--map-root-user",
        "bash",
        "-c",
        FULL_DISK,
        "x",
        str(tmp_path),
        source,
        sys.executable,
    ]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except FileNotFoundError:
        pytest.skip("unshare is not installed")
    if ran.returncode:
        pytest.skip(f"no private mount here: {ran.stderr.strip()[-200:]}")
    assert "PG-S015  cannot write to" in ran.stdout
    assert "No space left on device" in ran.stdout
    assert ran.stdout.strip().endswith("['out'] ['a.md', 'manifest.json'] old")
