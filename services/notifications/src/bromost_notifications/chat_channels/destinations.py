"""Addresses of channels: how each kind writes them, and how they are kept.

Whoever has such an address, or a token, can write in the channel: they are sealed, and
told to nobody again.
"""

import json
import re
from typing import Annotated, ClassVar, Literal, TypeAlias
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from bromost_common.languages import plain_text
from bromost_common.secrets_at_rest import SecretBox

ChatKind: TypeAlias = Literal["teams", "slack", "mattermost", "matrix"]
_Address = Annotated[
    str, Field(min_length=8, max_length=2000), AfterValidator(plain_text)
]


class _Destination(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    path: ClassVar[re.Pattern[str]]
    # What its query must have; other kinds have none.
    query: ClassVar[tuple[re.Pattern[str], ...]] = ()

    address: _Address

    @property
    def host(self) -> str:
        """What of it may be told."""
        return urlsplit(self.address).hostname or ""

    def fits(self) -> bool:
        """Whether the address is written as this kind writes its own."""
        parts = urlsplit(self.address)
        return (
            self.path.fullmatch(parts.path) is not None
            and all(one.search(parts.query) for one in self.query)
            and (bool(self.query) or not parts.query)
        )

    def named(self) -> dict[str, str | None]:
        """The parts of an address that fits, as apprise calls them."""
        parts = urlsplit(self.address)
        found = [self.path.fullmatch(parts.path)]
        found += [one.search(parts.query) for one in self.query]
        return {n: v for one in found if one for n, v in one.groupdict().items()}


class TeamsDestination(_Destination):
    """A workflow of Microsoft Teams that posts what it is sent."""

    path = re.compile(
        r"(?P<power_automate>/powerautomate/automations/direct"
        r"(/cu/(?P<routing_id>[0-9]{1,20}))?)?"
        r"/workflows/(?P<workflow>[A-Za-z0-9_-]{1,200})/triggers/manual/paths/invoke/?"
    )
    query = (
        re.compile(r"(?:^|&)sig=(?P<signature>[A-Za-z0-9_-]{1,200})(?:&|$)"),
        re.compile(r"(?:^|&)api-version=(?P<version>[A-Za-z0-9.-]{1,40})(?:&|$)"),
    )

    kind: Literal["teams"]


class SlackDestination(_Destination):
    """An incoming webhook of Slack, or of what takes the same messages."""

    path = re.compile(
        r"/services/(?P<token_a>[A-Z0-9]{1,40})/(?P<token_b>[A-Z0-9]{1,40})"
        r"/(?P<token_c>[A-Za-z0-9]{1,60})"
    )

    kind: Literal["slack"]


class MattermostDestination(_Destination):
    """An incoming webhook of Mattermost."""

    path = re.compile(
        r"(?P<fullpath>(/[A-Za-z0-9._-]{1,100}){0,4})/hooks/(?P<token>[A-Za-z0-9]{1,60})/?"
    )

    kind: Literal["mattermost"]


class MatrixDestination(_Destination):
    """A room of Matrix, and the account that writes there."""

    path = re.compile(r"/?")

    kind: Literal["matrix"]
    room: Annotated[
        str,
        Field(
            pattern=r"^[!#][^\s,/?#]{1,120}(:[A-Za-z0-9.:-]{1,120})?$",
            description="`!id:server` or `#alias:server`.",
        ),
        AfterValidator(plain_text),
    ]
    token: Annotated[
        str,
        Field(
            pattern=r"^[A-Za-z0-9._~+/=-]{8,1000}$",
            description="An access token of an account in the room, or invited.",
        ),
    ]


Destination: TypeAlias = Annotated[
    TeamsDestination | SlackDestination | MattermostDestination | MatrixDestination,
    Field(discriminator="kind"),
]
_DESTINATION: TypeAdapter[Destination] = TypeAdapter(Destination)


def seal(box: SecretBox, channel_id: UUID, destination: Destination) -> bytes:
    return box.seal(
        destination.model_dump_json().encode(), purpose=_purpose(channel_id)
    )


def opened(box: SecretBox, channel_id: UUID, sealed: bytes) -> Destination:
    """Raises `SecretKeyError` where it was sealed otherwise."""
    found = json.loads(box.open(sealed, purpose=_purpose(channel_id)))
    return _DESTINATION.validate_python(found)


def _purpose(channel_id: UUID) -> str:
    return f"chat channel {channel_id}"
