"""S2: what signs anybody in is for its owner, and for the task that it is for."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bromost_common.auth import Context, Reach, ScopeType, working_on
from bromost_common.context import SET, settings_of
from bromost_common.db import new_id
from tests.contract.world import World

ME, SOMEBODY = new_id(), new_id()
# One of each, for the account and under its id where a row has one of its own.
_FILL = (
    (
        "INSERT INTO api.account (id, email, display_name)"
        " VALUES (:id, :id || '@example.org', 'Somebody')"
    ),
    (
        "INSERT INTO api.session (id, account_id, token_digest, idle_until, expires_at)"
        " VALUES (:id, :id, sha256(:id::bytea), now() + interval '1 h',"
        "  now() + interval '1 h')"
    ),
    (
        "INSERT INTO api.identity (id, account_id, provider, issuer, subject)"
        " VALUES (:id, :id, 'p', 'https://issuer.example', :id)"
    ),
    (
        "INSERT INTO api.provider_session (id, session_id, identity_id)"
        " VALUES (:id, :id, :id)"
    ),
    (
        "INSERT INTO api.machine"
        "  (id, account_id, kind, handle, name, permissions, expires_at)"
        " VALUES (:id, :id, 'client', left(md5(:id), 8), 'Till', '{project.read}',"
        "  now() + interval '1 day')"
    ),
    (
        "INSERT INTO api.machine_secret (id, machine_id, digest)"
        " VALUES (:id, :id, sha256(:id::bytea))"
    ),
    (
        "INSERT INTO api.one_time_link"
        "  (id, purpose, token_digest, account_id, expires_at)"
        " VALUES (:id, 'password_reset', sha256(:id::bytea), :id,"
        "  now() + interval '1 h')"
    ),
)
_KEY = (
    "INSERT INTO api.signing_key (id, public_jwk, signs_from)"
    " VALUES (gen_random_uuid(), '{}', now())"
)
TABLES = {
    "machine": "api.machine WHERE id = '{id}'",
    "machine_secret": "api.machine_secret WHERE id = '{id}'",
    "identity": "api.identity WHERE id = '{id}'",
    "provider_session": "api.provider_session WHERE id = '{id}'",
    "reset": "api.one_time_link WHERE id = '{id}'",
    "invitation": "api.one_time_link WHERE purpose = 'invitation'",
    "signing_key": "api.signing_key",
}
EVERYTHING = Reach(everywhere=True)
PROGRAMS = {"machine", "machine_secret"}
OWN = {"identity", "provider_session"}
# Whose rows, who asks, and what of it they reach.
CASES = {
    "who reads everything": (SOMEBODY, Context(ME, reads=EVERYTHING), set()),
    "who looks after everything": (
        SOMEBODY,
        Context(ME, reads=EVERYTHING, writes=EVERYTHING),
        PROGRAMS | {"invitation"},
    ),
    "the owner": (ME, Context(ME), PROGRAMS | OWN),
    "nobody": (SOMEBODY, Context(), set()),
    "a token is asked for": (
        SOMEBODY,
        Context(task="token"),
        PROGRAMS | {"signing_key"},
    ),
    "somebody signs in": (SOMEBODY, Context(task="sign_in"), OWN),
    "a password is reset": (SOMEBODY, Context(task="password_reset"), {"reset"}),
    "another task": (SOMEBODY, Context(task="sign_out"), set()),
    "the system": (SOMEBODY, working_on("worker"), set(TABLES)),
}


async def fill(world: World) -> None:
    for account in (ME, SOMEBODY):
        for statement in _FILL:
            await world.as_owner(statement.replace(":id", f"'{account}'"))
    await world.as_owner(_KEY)


async def reached(world: World, owner: object, context: Context, verb: str) -> set[str]:
    """The tables of which rows are reached by a statement of this kind."""
    found = set()
    for name, rows in TABLES.items():
        where = rows.format(id=owner)
        table, _, condition = where.partition(" WHERE ")
        condition = condition or "true"
        statement = {
            "read": f"SELECT FROM {table} WHERE {condition}",
            "change": f"UPDATE {table} SET updated_at = now() WHERE {condition}",  # noqa: S608  # is above
            "remove": f"DELETE FROM {table} WHERE {condition}",  # noqa: S608  # is above
        }[verb]
        async with world.undone():
            await world.connection.execute(text("SET ROLE bromost_api"))
            await world.connection.execute(SET, settings_of(context))
            if (await world.connection.execute(text(statement))).rowcount:
                found.add(name)
    return found


@pytest.mark.parametrize("verb", ["read", "change", "remove"])
@pytest.mark.parametrize("who", CASES)
async def test_s2_a_secret_is_for_its_owner_and_its_task(
    world: World, who: str, verb: str
) -> None:
    owner, context, expected = CASES[who]
    async with world.undone():
        await fill(world)
        found = await reached(world, owner, context, verb)

    assert found == expected


async def links_of(world: World, context: Context) -> set[str]:
    """Which portfolios' invitations have a link that this context may end."""
    found = set()
    for name, part in (("own", world.own), ("other", world.other)):
        async with world.undone():
            await world.connection.execute(text("SET ROLE bromost_api"))
            await world.connection.execute(SET, settings_of(context))
            ended = await world.connection.execute(
                text(
                    "UPDATE api.one_time_link SET used_at = now()"
                    " WHERE purpose = 'invitation' AND subject_id = :id"
                ),
                {"id": part.ids["invitation_id"]},
            )
            if ended.rowcount:
                found.add(name)
    return found


async def test_s2_an_invitations_link_is_for_who_may_invite_there(
    world: World,
) -> None:
    scope = world.own.scope(ScopeType.PROGRAMME)
    assert scope is not None
    there = Reach(scopes=frozenset({scope}))

    assert await links_of(world, Context(ME, reads=there)) == set()
    assert await links_of(world, Context(ME, reads=there, writes=there)) == {"own"}


async def test_s2_nobody_makes_a_link_to_anothers_password(world: World) -> None:
    """Not even who may write everything: only the system mails such links."""
    make = _FILL[-1].replace(":id", f"'{SOMEBODY}'")
    wide = Context(ME, reads=EVERYTHING, writes=EVERYTHING)
    async with world.undone():
        await fill(world)
        await world.as_owner("DELETE FROM api.one_time_link")
        await world.connection.execute(text("SET ROLE bromost_api"))
        await world.connection.execute(SET, settings_of(wide))

        with pytest.raises(DBAPIError) as refused:
            await world.connection.execute(text(make))

    assert getattr(refused.value.orig, "sqlstate", None) == "42501"
