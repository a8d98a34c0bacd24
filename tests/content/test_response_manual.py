"""The response manual: a script for every channel in use and for no other, lines short enough to say, figures as answered."""

import re
from typing import Any

import pytest

from policygen.assembly.readability import grade
from policygen.domain.document import Document, Table
