"""Why a logo is refused, and what to do."""


class LogoRefusedError(Exception):
    """What is wrong with the file of a logo, and what would be right."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
