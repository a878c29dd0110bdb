from sqlalchemy.orm import Mapped

from bromost_common.db import Record


class ResetRequest(Record):
    """Somebody forgot a password; written alike for known and unknown addresses."""

    __tablename__ = "reset_request"
    __table_args__ = ({"schema": "api"},)

    email: Mapped[str]
