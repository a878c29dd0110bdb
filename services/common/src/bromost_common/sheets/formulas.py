"""Text that a spreadsheet would run, and how it is kept from that."""

# What a spreadsheet takes for the beginning of a formula.
STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """For a text file, which knows no kinds of cells: a quote keeps it a text."""
    return f"'{text}" if text.startswith(STARTS) else text
