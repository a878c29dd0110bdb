"""S8: a sign-in does the same work whether or not anybody has the address.

How long that takes is measured by `python -m tests.bench sign_in`; here it is counted.
"""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_api.accounts import passwords
from tests.statements import statements

SESSION = "/v1/session"


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The costs of the hashes that a password was held against."""
    seen: list[str] = []
    real = passwords._HASH.verify_and_update  # noqa: SLF001  # what is counted

    def verify_and_update(password: Any, stored: Any) -> Any:
        seen.append(str(stored).split("$")[3])
        return real(password, stored)

    monkeypatch.setattr(passwords._HASH, "verify_and_update", verify_and_update)  # noqa: SLF001
    return seen


async def work_for(
    browser: AsyncClient, email: str, connection: AsyncConnection, verified: list[str]
) -> tuple[list[str], list[str]]:
    """The statements and the hashes of one refused sign-in."""
    verified.clear()
    with statements(connection) as sent:
        body = {"email": email, "password": "a guess"}
        answer = await browser.post(SESSION, json=body)
    assert (answer.status_code, answer.json()["code"]) == (401, "wrong_credentials")
    return sent, list(verified)


@pytest.mark.parametrize(
    "change", [None, "password_hash = NULL", "is_active = false"], ids=str
)
async def test_s8_known_and_unknown_addresses_take_the_same_work(  # noqa: PLR0917
    client: AsyncClient,
    anonymous: AsyncClient,
    session: AsyncSession,
    connection: AsyncConnection,
    verified: list[str],
    change: str | None,
) -> None:
    email = (await client.get(SESSION)).json()["account"]["email"]
    if change:
        await session.execute(text(f"UPDATE api.account SET {change}"))  # noqa: S608
        await session.commit()

    known = await work_for(anonymous, email, connection, verified)
    unknown = await work_for(anonymous, "no.one@example.org", connection, verified)

    assert known == unknown
    assert known[1] == ["m=47104,t=1,p=1"]


async def test_s8_an_address_is_found_by_its_index_under_row_level_security(
    client: AsyncClient, session: AsyncSession
) -> None:
    email = (await client.get(SESSION)).json()["account"]["email"].upper()
    connection = await session.connection()
    for setting in (
        "SET LOCAL ROLE bromost_api",
        "SET LOCAL bromost.task = 'sign_in'",
        # The table is too small for an index to pay.
        "SET LOCAL enable_seqscan = off",
    ):
        await connection.exec_driver_sql(setting)

    plan = await connection.execute(
        text("EXPLAIN SELECT id FROM api.account WHERE email_key = lower(:email)"),
        {"email": email},
    )

    assert "uq_account_email_key" in "\n".join(plan.scalars())
