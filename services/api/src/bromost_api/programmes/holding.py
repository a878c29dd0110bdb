"""What only who manages a programme says of the things in it."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import (
    FieldError,
    InvalidError,
    NotFoundError,
    PermissionDeniedError,
    invalid,
)
from bromost_common.visibility import PROGRAMMES

_NEEDED = "programme.write"


def unknown_programme() -> InvalidError:
    return invalid(
        "body",
        "programme_id",
        code="unknown_programme",
        message="There is no such programme.",
    )


async def require_programme(
    session: AsyncSession, programme_id: UUID, *, actor: Actor
) -> None:
    """Whoever puts a thing into a programme manages that programme."""
    try:
        await PROGRAMMES.require(session, actor, _NEEDED, programme_id)
    except NotFoundError as error:
        raise unknown_programme() from error


async def refuse_fields_of(
    session: AsyncSession, programme_id: UUID, foreign: Iterable[str], *, actor: Actor
) -> None:
    """Refuse fields that are the programme's to who does not manage it."""
    names = sorted(foreign)
    if names and not await PROGRAMMES.can(session, actor, _NEEDED, programme_id):
        raise PermissionDeniedError(
            "Who manages the programme changes this.",
            fields=[
                FieldError(("body", name), "not_editable", "Not yours to change.")
                for name in names
            ],
        )
