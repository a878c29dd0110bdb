"""The demo's results on record come into a project whole, and once."""

import json
from uuid import UUID, uuid4

from fastapi import FastAPI
from httpx import AsyncClient

from bromost_common.auth import Actor, Role
from bromost_indicators.access import ACCESS
from bromost_indicators.frameworks.loading import load_framework
from tests.data.files import DEMO

from .building import framework

DOCUMENT = json.loads((DEMO / "results_kosovo.json").read_text())
ACTOR = Actor(
    account_id=uuid4(),
    session_id=uuid4(),
    display_name="Loader",
    locale="en",
    roles=frozenset({Role.ADMINISTRATOR}),
    permissions=ACCESS[Role.ADMINISTRATOR],
)


async def test_results_on_record_are_loaded_once(
    indicators: FastAPI, reader: AsyncClient, project_id: UUID
) -> None:
    loaded = []
    for _ in range(2):
        async with indicators.state.sessions.begin() as session:
            loaded.append(
                await load_framework(
                    session, project_id, DOCUMENT["results"], actor=ACTOR
                )
            )

    results = (await framework(reader, project_id))["results"]
    figures = {
        indicator["title"]["en"]: (
            indicator["latest"]["value"],
            indicator["progress"],
            indicator["progress_missing"],
        )
        for result in results
        for indicator in result["indicators"]
    }
    assert loaded == [True, False]
    assert figures == {
        "Entrepreneurs trained": ("87", None, "target"),
        "Schools taking part": ("4", None, "target"),
        "Students taking part": ("133", None, "target"),
        "Student enterprises": ("28", None, "target"),
        "Loans repaid": ("100", None, "baseline"),
        "Businesses served per year (synthetic demo values)": ("66", "0.6571", None),
    }
