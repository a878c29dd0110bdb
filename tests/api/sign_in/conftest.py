from collections.abc import AsyncIterator, Iterator

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from bromost_common.auth import Role
from tests.conftest import SignIn

from .people import Somebody, somebody
from .post import PostBox, post_box, sending


@pytest.fixture
def box(registry: FastAPI) -> Iterator[PostBox]:
    with post_box() as box:
        sending(registry, box.url)
        yield box


@pytest.fixture
async def person(registry: FastAPI, sign_in: SignIn) -> AsyncIterator[Somebody]:
    """An officer, signed in with a password."""
    person = await somebody(registry, sign_in, Role.PROGRAMME_MANAGER)
    yield person
    await person.browser.aclose()


@pytest.fixture
async def elsewhere(person: Somebody) -> AsyncIterator[AsyncClient]:
    """Another browser, in which nobody is signed in."""
    async with person.another_browser() as browser:
        yield browser
