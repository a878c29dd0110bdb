"""Revision 0020 keeps the links of invitations, on the way there and back."""

import asyncio
from collections.abc import Callable, Iterator
from hashlib import sha256

from alembic import command
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from tests.conftest import migrate

from .test_history import config_for

ACCOUNT = "00000000-0000-7000-8000-000000000001"
# What became of the invitation, and what its link is.
INVITATIONS = {
    "pending": ("00000000-0000-7000-8000-00000000000a", ""),
    "expired": ("00000000-0000-7000-8000-00000000000b", ""),
    "withdrawn": ("00000000-0000-7000-8000-00000000000c", ", withdrawn_at = now()"),
    "accepted": (
        "00000000-0000-7000-8000-00000000000d",
        f", accepted_at = now(), accepted_by = '{ACCOUNT}'",
    ),
}
LINKS = "SELECT subject_id, token_digest FROM api.one_time_link WHERE used_at IS NULL"


def run(url: str, *statements: str) -> dict[str, bytes]:
    async def execute() -> dict[str, bytes]:
        engine = create_async_engine(url, poolclass=NullPool)
        found: dict[str, bytes] = {}
        async with engine.begin() as connection:
            for statement in statements:
                result = await connection.execute(text(statement))
                if result.returns_rows:
                    found |= {str(row[0]): row[1] for row in result}
        await engine.dispose()
        return found

    return asyncio.run(execute())


def digest(name: str) -> bytes:
    return sha256(name.encode()).digest()


def invitations() -> Iterator[str]:
    yield (
        "INSERT INTO api.account (id, email, display_name)"  # noqa: S608  # constants
        f" VALUES ('{ACCOUNT}', 'Somebody@Example.org', 'Synthetic')"
    )
    for name, (key, end) in INVITATIONS.items():
        yield (
            "INSERT INTO api.invitation"  # noqa: S608  # constants
            " (id, email, language, token_digest, invited_by, expires_at)"
            f" VALUES ('{key}', '{name}@example.org', 'en', sha256('{name}'),"
            f" '{ACCOUNT}', now() + interval '1 day')"
        )
        yield f"UPDATE api.invitation SET version = 2{end} WHERE id = '{key}'"  # noqa: S608  # constants
    yield (
        "UPDATE api.invitation SET expires_at = now() - interval '1 day'"
        " WHERE email LIKE 'expired%'"
    )


def test_links_of_invitations_are_kept(
    new_database: Callable[[str | None], str],
) -> None:
    url = new_database(None)
    migrate(url, "0019")
    run(url, *invitations())
    history = "SELECT count(*)::text, ''::bytea FROM api.history"
    before = run(url, history)
    open_ones = {INVITATIONS[name][0]: digest(name) for name in ("pending", "expired")}

    migrate(url, "0020")

    assert run(url, LINKS) == open_ones
    assert run(url, "SELECT email_key, ''::bytea FROM api.account") == {
        "somebody@example.org": b""
    }

    command.downgrade(config_for(url), "0019")

    kept = run(url, "SELECT id, token_digest FROM api.invitation")
    assert open_ones.items() <= kept.items()
    assert len(set(kept.values())) == len(INVITATIONS)
    over = {key for key, _ in INVITATIONS.values()} - open_ones.keys()
    assert not {kept[key] for key in over} & {digest(name) for name in INVITATIONS}
    assert run(url, LINKS) == {}
    assert run(url, history) == before
