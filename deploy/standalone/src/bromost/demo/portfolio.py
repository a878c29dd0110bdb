"""The portfolio itself: taken in by an import, as somebody would do it by hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import SecretStr

from bromost_api.settings import Settings
from bromost_api.worker import run

from .files import content, document, rows
from .frame import OrganisationIds
from .front_door import Body, RefusedError, Service

# The programme whose projects the sheet lists.
PORTFOLIO = "KS-2005-2006"
FILE = "portfolio.csv"
_COLUMNS = (
    "project_code",
    "country",
    "project_title",
    "partners",
    "year",
    "amount",
    "funder",
)
_POLL_SECONDS = 0.2
_LONGEST_STEP = 300


async def add_portfolio(registry: Service, programme: Body, url: str) -> None:
    """Import the file, unless its projects are there."""
    if await registry.all("/v1/projects", programme=programme["id"]):
        return
    async with _worker(url):
        made = await registry.call(
            "POST", "/v1/imports", files={"file": (FILE, content(FILE), "text/csv")}
        )
        settings = {
            "columns": {name: place for place, name in enumerate(_COLUMNS)},
            "programme_id": programme["id"],
            "home_country": "NO",
            "currency": "NOK",
            "project_status": "completed",
            "name_decisions": [
                {"text": row["text"], "action": row["meaning"]}
                for row in rows("values.csv")
            ],
            # The sheet's heading for what belongs to no country.
            "country_decisions": [{"text": "NORAD", "country_code": None}],
        }
        path = f"/v1/imports/{made['id']}"
        await registry.call(
            "PUT",
            f"{path}/mapping",
            json=settings,
            headers={"If-Match": f'"{made["version"]}"'},
        )
        analysed = await _reached(registry, path, "analysed")
        await registry.post(
            f"{path}/commit", {"mode": "all_or_nothing"}, version=analysed["version"]
        )
        await _reached(registry, path, "committed")


@asynccontextmanager
async def _worker(url: str) -> AsyncIterator[None]:
    """The registry's worker, in this process, while something waits for it."""
    stop = asyncio.Event()
    working = asyncio.create_task(run(Settings(database_url=SecretStr(url)), stop))
    try:
        yield
    finally:
        stop.set()
        await working


async def _reached(registry: Service, path: str, state: str) -> Body:
    """The import, once its running step has ended in `state`."""
    async with asyncio.timeout(_LONGEST_STEP):
        while True:
            found = await registry.get(path)
            if found["state"] == state and found["progress"] is None:
                return found
            if not found["state"].endswith("ing"):
                message = f"{FILE} is {found['state']}: {found['failure']}"
                raise RefusedError(message)
            await asyncio.sleep(_POLL_SECONDS)


async def add_themes(registry: Service, programmes: dict[str, Body]) -> None:
    """Tell what each project is about."""
    ids = {t["code"]: t["id"] for t in (await registry.get("/v1/themes"))["items"]}
    for wanted in document("programmes.json")["programmes"]:
        programme = programmes[wanted["code"]]
        for item in await registry.all("/v1/projects", programme=programme["id"]):
            path = f"/v1/projects/{item['id']}"
            project = await registry.get(path)
            themes = [
                ids[theme["code"]]
                for theme in wanted["themes"]
                if item["code"] in theme["projects"]
            ]
            if themes and not project["themes"]:
                await registry.patch(path, {"theme_ids": themes}, project["version"])


def ids_of(names: str, ids: OrganisationIds) -> list[str]:
    """The ids of `names`, which ` | ` separates, whatever their countries."""
    by_name = {name: key for (name, _), key in ids.items()}
    return [by_name[name] for name in names.split(" | ")]
