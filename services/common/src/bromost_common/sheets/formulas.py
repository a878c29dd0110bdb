"""Text that a spreadsheet would run, and how it is kept from that."""

# What a spreadsheet takes for the beginning of a formula.
STARTS = ("=", "+", "-", "@", "\t", "\r")


_QUOTE = "'"


def harmless(text: str) -> str:
    """For a text file, which knows no kinds of cells: a quote keeps it a text.

    One that begins like this already gets another, so that `as_written` finds it.
    """
    return f"{_QUOTE}{text}" if _is_run(text) else text


def as_written(text: str) -> str:
    """The text that `harmless` was given."""
    return text[1:] if text.startswith(_QUOTE) and _is_run(text) else text


def _is_run(text: str) -> bool:
    return text.lstrip(_QUOTE).startswith(STARTS)
