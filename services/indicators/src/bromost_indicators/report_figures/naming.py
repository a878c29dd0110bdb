"""What the explanations of figures are kept as: sections that no template names."""

from typing import Final
from uuid import UUID

SPENDING: Final = "spending"
_ROW: Final = "row-"


def section_of(indicator_id: UUID) -> str:
    return f"{_ROW}{indicator_id.hex}"


def indicator_of(section: str) -> UUID | None:
    """Whose deviation is explained there; none where it is no such section."""
    named = section.removeprefix(_ROW)
    if named == section:
        return None
    try:
        return UUID(named)
    except ValueError:
        return None


def is_reserved(section: str) -> bool:
    """Whether a template may not use it."""
    return section == SPENDING or section.startswith(_ROW)
