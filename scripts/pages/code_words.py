"""What the codes are about, by their first letters."""

AREAS = {
    "A": "Answers",
    "B": "Many at once: rows of a table",
    "C": "Files of content",
    "D": "Documents as they are made",
    "I": "The interview",
    "K": "Words of a translation",
    "L": "Law",
    "P": "Packs of law",
    "R": "Writing Word, PDF and pages",
    "S": "Folders and sites",
    "T": "Texts of clauses",
    "U": "Commands",
    "V": "Checks of finished files and Word templates",
    "X": "Redlines",
}
MEANS: dict[str, tuple[str, str]] = {}
