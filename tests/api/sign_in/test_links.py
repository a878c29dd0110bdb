"""One-time links: good for one thing, once, and for a while."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.links.service import LinkNotValidError, OneTimeLinks

WEEK = timedelta(days=7)


async def test_a_link_works_once_and_for_its_own_purpose(session: AsyncSession) -> None:
    links = OneTimeLinks(session)
    subject = uuid4()
    token = await links.make("invitation", valid_for=WEEK, subject_id=subject)

    assert len(token) >= 43
    with pytest.raises(LinkNotValidError):
        await links.use("password_reset", token)
    assert (await links.look_at("invitation", token)).subject_id == subject
    assert (await links.use("invitation", token)).subject_id == subject
    with pytest.raises(LinkNotValidError):
        await links.use("invitation", token)


async def test_a_link_ends_by_time_and_by_a_newer_one(session: AsyncSession) -> None:
    links = OneTimeLinks(session)
    subject = uuid4()
    first = await links.make("invitation", valid_for=WEEK, subject_id=subject)
    other = await links.make("invitation", valid_for=WEEK, subject_id=uuid4())
    second = await links.make("invitation", valid_for=WEEK, subject_id=subject)

    with pytest.raises(LinkNotValidError):
        await links.use("invitation", first)
    await links.use("invitation", other)
    await session.execute(
        text("UPDATE api.one_time_link SET expires_at = now() - interval '1 second'")
    )
    with pytest.raises(LinkNotValidError):
        await links.use("invitation", second)


async def test_the_token_itself_is_not_stored(session: AsyncSession) -> None:
    token = await OneTimeLinks(session).make(
        "invitation", valid_for=WEEK, subject_id=uuid4()
    )
    await session.flush()

    stored = await session.scalar(
        text("SELECT string_agg(l::text, '') FROM api.one_time_link l")
    )
    assert token not in stored


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "\udcff", "a\x00b"])
async def test_nonsense_is_no_link(session: AsyncSession, token: str) -> None:
    with pytest.raises(LinkNotValidError):
        await OneTimeLinks(session).use("password_reset", token)
