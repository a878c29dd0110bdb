"""Days and instants as people write them to us."""

import re
from datetime import date, datetime
from typing import Annotated, Any, TypeAlias

from pydantic import AwareDatetime, BeforeValidator, Field
from pydantic_core import PydanticCustomError

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)
_BEGINS_WITH_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]", re.ASCII)
_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def written_day(value: Any) -> Any:
    """Refuse a number, which Pydantic would take for seconds since 1970."""
    if isinstance(value, date) or (
        isinstance(value, str) and _WRITTEN.fullmatch(value)
    ):
        return value
    raise PydanticCustomError("invalid_date", "Write a day as 2006-01-31.")


Day: TypeAlias = Annotated[
    date, Field(ge=FIRST_DAY, le=LAST_DAY), BeforeValidator(written_day)
]


def _written_instant(value: Any) -> Any:
    """Refuse a number here as well."""
    if isinstance(value, datetime) or (
        isinstance(value, str) and _BEGINS_WITH_A_DAY.match(value)
    ):
        return value
    raise PydanticCustomError(
        "invalid_instant", "Write an instant as 2006-01-31T12:00:00Z."
    )


Instant: TypeAlias = Annotated[AwareDatetime, BeforeValidator(_written_instant)]
