"""Documents become bytes: Word, PDF, HTML and Markdown say the same words in the same order."""
