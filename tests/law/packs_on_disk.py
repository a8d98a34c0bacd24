"""A small pack on disk, sound until a test breaks one thing in it."""

from collections.abc import Mapping
from pathlib import Path

SOUND: Mapping[str, str] = {
    "xx/pack.yaml": """\
code: xx
name: Exampleland
locale: en-GB
paper: a4
checked_on: 2026-11-21
review_by: 2027-11-21
parts: [{code: xx-n, name: the North}]
authorities:
  - {id: office, name: Work Office, purpose: advice, url: "https://office.example", evidence: primary, limits: [limit]}
terms: {clause_word: clause, schedule_word: schedule, supplier_word: firm, Supplier_word: Firm, business_day: day,
        police_number_note: "", desk_title: Help}
""",
    "xx/instruments.yaml": """\
- id: xx-act
  title: Work Act
  basis: statute
  evidence: primary
  events:
  - {kind: starts, day: 2020-01-01, evidence: primary}
  provisions:
  - {id: xx-act-s1, pinpoint: s 1}
- id: xx-guide
  title: Guide
  basis: guidance
  evidence: primary
  events:
  - {kind: starts, day: 2021-01-01, evidence: primary}
  - {kind: ends, day: 2023-01-01, how: rescinded, evidence: primary}
""",
    "xx/parameters.yaml": """\
- id: limit
  says: Time to complain
  unit: days
  cites: xx-act-s1
  basis: statute
  checked_on: 2026-11-21
  values:
  - {value: 30, starts: 2020-01-01, ends: 2024-01-01, evidence: primary}
  - {value: 60, starts: 2024-01-01, evidence: primary}
""",
    "xx/obligations.yaml": """\
- id: XX-01
  kind: say
  force: must
  says: Say it.
  document: vendor-clauses
  elements: VEN-01
  when: organisation.people.employees >= law.limit
  cites: xx-act-s1
""",
    "xx-n/pack.yaml": """\
code: xx-n
name: the North
within: xx
locale: en-GB
paper: a4
checked_on: 2026-11-21
review_by: 2027-11-21
""",
}


def write_packs(folder: Path, changed: Mapping[str, str] | None = None) -> Path:
    """Write the sound packs with some files changed, and return the folder."""
    for name, text in {**SOUND, **(changed or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def write_pack(code: str, within: str) -> str:
    """The text of a pack without content of its own."""
    wider = f"within: {within}\n" if within else ""
    days = "checked_on: 2026-11-21\nreview_by: 2027-11-21\n"
    return f"code: {code}\nname: Somewhere\n{wider}locale: en-GB\npaper: a4\n{days}"


def swapped(name: str, old: str, new: str) -> dict[str, str]:
    """One file with one thing changed."""
    assert old in SOUND[name], old
    return {name: SOUND[name].replace(old, new, 1)}


def with_more(name: str, text: str) -> dict[str, str]:
    """One file with something added at its end."""
    return {name: SOUND.get(name, "") + text}
