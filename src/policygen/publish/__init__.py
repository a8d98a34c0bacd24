"""Files reach their folder whole or not at all, with a manifest of what was issued and why."""
