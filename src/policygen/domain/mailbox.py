"""E-mail addresses as they stand in a text: found wherever it is cut, linked or compared, not checked."""

import re

MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
