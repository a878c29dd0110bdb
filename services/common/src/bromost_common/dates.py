"""Days as people write them to us."""

import re
from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)
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
