"""A hot route answers as FastAPI's own way would, only with less work."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends, FastAPI, Header, Query, Request, Response
from httpx import ASGITransport, AsyncClient

from bromost_common.errors import PermissionDeniedError
from bromost_common.web.hot_route import hot_get
from bromost_common.web.problems import install_problem_handlers

calls: list[str] = []


async def who(request: Request) -> str:
    calls.append("who")
    return request.headers.get("x-who", "nobody")


async def page(limit: Annotated[int, Query(ge=1, le=9)] = 5) -> int:
    return limit


async def known(name: Annotated[str, Depends(who)]) -> str:
    if name == "nobody":
        raise PermissionDeniedError("Say who you are.")
    return name


async def answer(
    name: Annotated[str, Depends(known)],
    again: Annotated[str, Depends(who)],
    limit: Annotated[int, Depends(page)],
    language: Annotated[str, Header(max_length=5)] = "en",
    tag: Annotated[list[str] | None, Query()] = None,
) -> Response:
    return Response(f"{name} {again} {limit} {language} {tag}")


async def closed() -> None:
    raise PermissionDeniedError("Closed.")


def _app() -> FastAPI:
    app = FastAPI()
    install_problem_handlers(app)
    hot, usual = APIRouter(prefix="/hot"), APIRouter(prefix="/usual")
    hot_get(hot, "")(answer)
    usual.get("")(answer)
    app.include_router(hot, prefix="/v1")
    app.include_router(usual, prefix="/v1")
    app.include_router(hot, prefix="/closed", dependencies=[Depends(closed)])
    return app


@pytest.fixture
async def asking() -> AsyncIterator[AsyncClient]:
    calls.clear()
    async with AsyncClient(
        transport=ASGITransport(_app()),
        base_url="http://hot",
        headers={"x-who": "Ada"},
    ) as client:
        yield client


@pytest.mark.parametrize("who_asks", [{}, {"x-who": "nobody"}, {"x-who": "Ada"}])
@pytest.mark.parametrize("language", ["nb", "far too long"])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "limit=7",
        "limit=10",
        "limit=a",
        "limit=1&limit=2",
        "tag=a&tag=%C3%B8",
        "x=1",
        "tag=" + "long" * 100,
    ],
)
async def test_it_answers_what_the_usual_way_answers(
    asking: AsyncClient, query: str, language: str, who_asks: dict[str, str]
) -> None:
    headers = {"language": language, **who_asks}
    for _ in range(2):
        hot = await asking.get(f"/v1/hot?{query}", headers=headers)
        usual = await asking.get(f"/v1/usual?{query}", headers=headers)

        assert (hot.status_code, hot.text) == (usual.status_code, usual.text)


async def test_a_kept_query_is_no_kept_answer(asking: AsyncClient) -> None:
    first = await asking.get("/v1/hot?limit=3")
    second = await asking.get("/v1/hot?limit=3", headers={"x-who": "Bo"})

    assert (first.text, second.text) == ("Ada Ada 3 en None", "Bo Bo 3 en None")


async def test_what_two_need_is_asked_once(asking: AsyncClient) -> None:
    await asking.get("/v1/hot")

    assert calls == ["who"]


async def test_what_an_inclusion_asks_for_is_asked(asking: AsyncClient) -> None:
    assert (await asking.get("/closed/hot")).status_code == 403


async def _opened() -> AsyncIterator[int]:
    yield 1


def _sync() -> int:
    return 1


@pytest.mark.parametrize("dependency", [_opened, _sync])
def test_it_refuses_to_be_made_of_what_it_cannot_run(dependency: Any) -> None:
    async def wants(_: Annotated[int, Depends(dependency)]) -> Response:
        return Response()

    with pytest.raises(TypeError, match="all async"):
        hot_get(APIRouter(), "/")(wants)
