"""The closed template language: conditions, bodies, tokens and Markdown. Words go in, a tree comes out."""
