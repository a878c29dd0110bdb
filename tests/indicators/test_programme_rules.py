"""What a programme lays down: how far off is on track, and who it takes to accept."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncConnection

from bromost_common.auth import Role, ScopeType
from bromost_common.db import SessionMaker
from bromost_indicators.figures.auditing import audit
from bromost_indicators.figures.keeping import catch_up_with_all
from tests.conftest import Somebody, sessions_as

from .building import (
    add_indicator,
    add_period,
    figures,
    handed_in,
    refusal,
    reported,
    step,
    version,
)


@pytest.fixture
def system(connection: AsyncConnection) -> SessionMaker:
    return sessions_as(connection, "bromost_indicators")


async def rules_of(client: AsyncClient, owner: UUID) -> dict[str, Any]:
    answer = await client.get(f"/v1/frameworks/{owner}/rules")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert answer.headers["etag"] == f'"{found["version"]}"'
    return found


async def lay_down(
    client: AsyncClient, programme_id: UUID, **changes: Any
) -> dict[str, Any]:
    now = await rules_of(client, programme_id)
    answer = await client.patch(
        f"/v1/programmes/{programme_id}/rules", json=changes, headers=version(now)
    )
    assert answer.status_code == 200, answer.text
    laid_down: dict[str, Any] = answer.json()
    return laid_down


async def test_defaults_hold_until_something_is_laid_down(
    client: AsyncClient, project_id: UUID, programme_id: UUID
) -> None:
    default = await rules_of(client, programme_id)
    assert default == {
        "programme_id": str(programme_id),
        "tolerance": "0.15",
        "second_level": False,
        "days_to_report": 30,
        "days_to_review": 14,
        "version": 1,
    }

    changed = await lay_down(client, programme_id, tolerance="0.3")

    assert (changed["tolerance"], changed["version"]) == ("0.3", 2)
    assert await rules_of(client, project_id) == changed
    same = await lay_down(client, programme_id, tolerance="0.3")
    assert same["version"] == 2


async def test_another_tolerance_judges_figures_anew(
    client: AsyncClient, project_id: UUID, programme_id: UUID, system: SessionMaker
) -> None:
    indicator = await add_indicator(client, project_id)
    await reported(client, indicator, {2006: ["60"]})
    await catch_up_with_all(system)
    assert (await figures(client, indicator))["status"] == "behind"

    await lay_down(client, programme_id, tolerance="0.3")

    assert (await figures(client, indicator))["status"] == "on_track"
    await catch_up_with_all(system)
    assert (await figures(client, indicator))["status"] == "on_track"
    assert (await audit(system)).differing == 0


async def test_two_people_accept_where_the_programme_wants_it(
    client: AsyncClient,
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
) -> None:
    indicator = await add_indicator(client, project_id)
    period = await add_period(client, indicator, 2006)
    entry = await handed_in(client, period)
    await lay_down(client, programme_id, second_level=True)

    assert await step(client, entry, "accepted") == ("refused", "verification_required")
    assert await step(client, entry, "verified") == ("done", None)
    assert await step(client, entry, "accepted") == (
        "refused",
        "second_person_required",
    )
    assert await step(officer, entry, "accepted") == ("done", None)


@pytest.mark.parametrize(
    "tolerance", ["-0.1", "1.1", "0.1234", "NaN", "1e400", "", "15 %", 0.15]
)
async def test_a_tolerance_is_a_share(
    client: AsyncClient, programme_id: UUID, tolerance: object
) -> None:
    answer = await client.patch(
        f"/v1/programmes/{programme_id}/rules",
        json={"tolerance": tolerance},
        headers={"If-Match": '"1"'},
    )
    assert answer.status_code == 422, answer.text


async def test_a_change_goes_on_top_of_what_was_seen(
    client: AsyncClient, programme_id: UUID
) -> None:
    await lay_down(client, programme_id, second_level=True)
    answer = await client.patch(
        f"/v1/programmes/{programme_id}/rules",
        json={"second_level": False},
        headers={"If-Match": '"1"'},
    )
    assert refusal(answer)[:2] == (412, "stale_version")
    assert answer.json()["current"]["second_level"] is True


async def test_only_who_governs_lays_down(
    client: AsyncClient, programme_id: UUID, project_id: UUID, somebody: Somebody
) -> None:
    """A project has no rules of its own, and what one does not see is not there."""
    of_project = await client.patch(
        f"/v1/programmes/{project_id}/rules",
        json={"second_level": True},
        headers={"If-Match": '"1"'},
    )
    assert of_project.status_code == 404
    coordinator = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))
    assert (await rules_of(coordinator, project_id))["version"] == 1
    answer = await coordinator.patch(
        f"/v1/programmes/{programme_id}/rules",
        json={"second_level": True},
        headers={"If-Match": '"1"'},
    )
    assert answer.status_code == 403
