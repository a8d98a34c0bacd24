"""policygen turns an organisation's answers and dated law into documents that protect its people."""

__version__ = "0.1.0"
