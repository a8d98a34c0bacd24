"""Asking: which question comes next, how it is put, and where the answer is kept."""
