"""The interview's tests share the sample library of the answers file."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "content"))
