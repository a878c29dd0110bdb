from datetime import UTC, datetime
from typing import Literal, TypeAlias

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import VersionedRecord

ReceiverState: TypeAlias = Literal["active", "disabled"]
DisabledBecause: TypeAlias = Literal["owner", "gone", "failing"]


class Receiver(VersionedRecord):
    """Where messages are taken: an endpoint of somebody, a chat channel."""

    __abstract__ = True

    state: Mapped[str] = mapped_column(
        server_default=text("'active'"), default="active"
    )
    disabled_because: Mapped[str | None]
    disabled_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    last_success_at: Mapped[datetime | None]

    def switch_off(self) -> None:
        """By whoever it belongs to."""
        self.state, self.disabled_because = "disabled", "owner"
        self.disabled_at = datetime.now(UTC)

    def switch_on(self) -> None:
        """Whatever was before, it has failed at nothing yet."""
        self.state, self.disabled_because = "active", None
        self.disabled_at = self.failing_since = None
