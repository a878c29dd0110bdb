from pydantic import ConfigDict

from bromost_common.languages import LongText
from bromost_indicators.bodies import Body
from bromost_indicators.figures import EntryState, Figure


class EntryCreate(Body):
    """A value that somebody records for a period."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"value": "87", "state": "reported", "comment": None}]
        }
    )

    value: Figure
    state: EntryState
    comment: LongText | None = None
