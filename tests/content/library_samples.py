"""A small library on disk: one document, two places, one industry, a few questions. Tests add one broken file."""

from pathlib import Path

FILES = {
    "templates/elements.yaml": "elements:\n  - {id: E-01, document: note, level: must, says: Hello}\n",
    "templates/derived.yaml": "derived:\n  - {name: size, kind: text, says: How many people there are}\n",
    "templates/questions/10-who.yaml": (
        "section: who\nscreen: who\ntitle: Who\nquestions:\n"
        "  - {id: organisation.name, kind: text, prompt: Name}\n"
        "  - {id: organisation.hr, kind: yes-no, prompt: HR}\n"
        "  - {id: chief, kind: contact, prompt: Chief}\n"
    ),
    "templates/documents/note.yaml": (
        "id: note\ntitle: Note\nreader: staff\nsections:\n"
        "  - {id: main, slots: [hello, more]}\n"
        "  - {id: local, each: jurisdictions, slots: [local]}\n"
    ),
    "templates/third-parties/donors.yaml": (
        "id: donors\ntitle: Donors\nwords: donors\none: a donor\nfamily: holder-of-power\n"
    ),
    "templates/industries/shop/industry.yaml": (
        "id: shop\ntitle: Shop\nwords: {people: customers}\nthird_parties: [donors]\n"
    ),
    "templates/words/en/document.yaml": "running_head: Head\n",
    "templates/spelling/en-US.yaml": "organisation: organization\n",
    "templates/clauses/hello.en.md": (
        "---\nid: hello\nversion: 1\nslot: note/hello\nsupplies: [E-01]\n---\nHello {{ organisation.name }}.\n"
    ),
    **{
        f"jurisdictions/{code}/pack.yaml": (
            f"code: {code}\nname: {name}\nlocale: en-GB\npaper: a4\nchecked_on: 2026-11-01\nreview_by: 2027-11-01\n"
        )
        for code, name in (("xa", "Atlantis"), ("xb", "Brigadoon"))
    },
}


def clause(id_: str, slot: str = "note/hello", body: str = "Text.", **more: str) -> str:
    """The text of a clause file."""
    front = "".join(f"{key.rstrip('_')}: {value}\n" for key, value in more.items())
    return f"---\nid: {id_}\nversion: 1\nslot: {slot}\n{front}---\n{body}\n"


def write(root: Path, files: dict[str, str]) -> Path:
    """Files below a folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root
