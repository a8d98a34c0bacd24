"""Choosing clauses by their conditions and composing documents that account for every duty."""
