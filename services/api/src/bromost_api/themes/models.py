from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from bromost_common.db import Record


class Theme(Record):
    """What a programme or project is about, e.g. the environment."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("code"), {"schema": "api"})

    code: Mapped[str]
    name: Mapped[dict[str, str]]
