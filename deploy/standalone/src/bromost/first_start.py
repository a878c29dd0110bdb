"""What a new database gets before anybody signs in."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

from pydantic import SecretStr, ValidationError

from bromost import demo
from bromost.console import UserError, step
from bromost.installation import DEMO_EMAIL, DEMO_NAME, Installation
from bromost_api.access import ACCESS
from bromost_api.accounts.schemas import AccountCreate
from bromost_api.accounts.service import AccountService
from bromost_common.auth import Role
from bromost_common.db import create_engine, session_maker
from bromost_common.errors import ConflictError, DomainError

Result = TypeVar("Result")


def add_account(url: str, *, email: str, name: str, role: str, password: str) -> None:
    async def add(accounts: AccountService) -> None:
        wanted = AccountCreate(
            email=email,
            display_name=name,
            role=Role(role),
            password=SecretStr(password),
        )
        await accounts.register(wanted)

    try:
        asyncio.run(_with_accounts(url, add))
    except ValidationError as error:
        found = error.errors()[0]
        raise UserError(f"{found['loc'][0]}: {found['msg']}.") from error
    except DomainError as error:
        raise UserError(str(error)) from error


def has_no_account(url: str) -> bool:
    return asyncio.run(_with_accounts(url, AccountService.has_none))


def fill(url: str, installation: Installation) -> None:
    """The reference portfolio and its account; what is there already stays.

    The account comes in between: people are told of what happened after they joined.
    """
    with installation.loading_demo():
        step("Loading the reference portfolio")
        demo.load_portfolio(url)
        _add_demo_account(url, installation.keep_demo_password())
        demo.load_news(url)


def _add_demo_account(url: str, password: str) -> None:
    async def add(accounts: AccountService) -> None:
        await accounts.register(
            AccountCreate(
                email=DEMO_EMAIL,
                display_name=DEMO_NAME,
                role=Role.ADMINISTRATOR,
                password=SecretStr(password),
            )
        )

    # An earlier load that was cut off has made it.
    with contextlib.suppress(ConflictError):
        asyncio.run(_with_accounts(url, add))


async def _with_accounts(
    url: str, work: Callable[[AccountService], Awaitable[Result]]
) -> Result:
    engine = create_engine(url, role="bromost_api", task="command", pool_size=1)
    try:
        async with session_maker(engine).begin() as session:
            return await work(AccountService(session, ACCESS))
    finally:
        await engine.dispose()
