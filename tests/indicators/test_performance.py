"""How indicators stand: tables, counts and comparisons, from what is kept."""

import csv
import io
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.db import new_id
from bromost_indicators.figures.keeping import catch_up, today
from tests.statements import statements

from .building import add_indicator, created, figures, indicator_body, reported
from .graphs import add_programme_result, another_project
from .test_explain import explained

SUMMARY = "/v1/performance/summary"


async def table(client: AsyncClient, **query: Any) -> Any:
    answer = await client.get("/v1/performance", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def summary(client: AsyncClient, **query: Any) -> Any:
    answer = await client.get(SUMMARY, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def work(session: AsyncSession) -> None:
    """Let the worker do all that is to be done."""
    await session.execute(text("RESET ROLE"))
    while await catch_up(session):
        pass
    await session.commit()


async def programme_indicator(
    client: AsyncClient, programme_id: UUID, **changes: Any
) -> Any:
    result = await add_programme_result(client, programme_id)
    path = f"/v1/results/{result['id']}/indicators"
    return await created(client, path, indicator_body(**changes))


async def tie(
    client: AsyncClient, child: dict[str, Any], parent: dict[str, Any], **more: Any
) -> Any:
    return await created(
        client,
        f"/v1/indicators/{child['id']}/rollups",
        {"parent_indicator_id": parent["id"], **more},
    )


async def test_the_table_tells_where_each_indicator_was_is_and_goes(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id, baseline_value="10")
    await reported(client, indicator, {2005: ["20"], 2006: ["40", "45"]})

    (row,) = (await table(client, owner_id=project_id))["items"]

    assert row["indicator_id"] == indicator["id"]
    assert row["framework"]["code"] == "8"
    assert row["framework"]["what"] == "project"
    assert row["baseline"] == {"value": "10", "day": "2004-06-01"}
    assert row["target"]["value"] == "80"
    assert (row["life"]["value"], row["progress"]) == ("45", "0.5000")
    assert row["status"] == "behind"
    assert [p["shown"]["value"] for p in row["periods"]] == ["20", "45"]
    assert [p["starts_on"] for p in row["periods"]] == ["2005-01-01", "2006-01-01"]


async def test_the_table_shows_what_each_indicator_shows_and_explains(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    """Whether it was worked out before, or has to be now."""
    indicators = [await add_indicator(client, project_id) for _ in "ab"]
    for one, value in zip(indicators, ("31", "47"), strict=True):
        await reported(client, one, {2005: ["20"], 2006: [value]})

    now = (await table(client, owner_id=project_id))["items"]
    await work(session)
    kept = (await table(client, owner_id=project_id))["items"]

    assert now == kept
    for row, indicator in zip(kept, indicators, strict=True):
        shown = await figures(client, indicator)
        assert all(
            row[name] == shown[name] for name in shown.keys() & row.keys() - {"periods"}
        )
        assert (await explained(client, indicator))["figure"] == row["life"]
        for period in row["periods"]:
            why = await explained(client, indicator, period=period["period_id"])
            assert why["figure"] == period["shown"]


async def test_the_programmes_indicators_name_who_contributes(
    client: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> None:
    above = await programme_indicator(client, programme_id, target_value="100")
    children = []
    for project, value in (
        (project_id, "30"),
        (await another_project(session, project_id), "12"),
    ):
        child = await add_indicator(client, project)
        await reported(client, child, {2006: [value]})
        await tie(client, child, above)
        children.append(child)
    await work(session)

    (row,) = (await table(client, owner_id=programme_id))["items"]

    assert row["contributions_total"] == 2
    told = [(c["framework"]["code"], c["life"]) for c in row["contributions"]]
    assert told == [("8", "30"), ("9", "12")]

    await session.execute(text("RESET ROLE"))
    await session.execute(
        text("UPDATE indicators.indicator SET archived_at = now() WHERE id = :id"),
        {"id": children[0]["id"]},
    )
    await session.commit()
    (row,) = (await table(client, owner_id=programme_id))["items"]
    # What it told stays in the figure, so it is named, and said to be archived.
    assert row["contributions_total"] == 2
    told = [(c["framework"]["code"], c["archived"]) for c in row["contributions"]]
    assert told == [("8", True), ("9", False)]


async def test_who_sees_one_project_reads_nothing_of_another(
    client: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
    somebody: Callable[..., Any],
) -> None:
    above = await programme_indicator(client, programme_id)
    other = await another_project(session, project_id)
    own = await add_indicator(client, project_id)
    foreign = await add_indicator(client, other)
    for child in (own, foreign):
        await reported(client, child, {2006: ["7"]})
        await tie(client, child, above)
    await work(session)
    coordinator = await somebody("coordinator", "project", str(project_id))

    listed = await table(coordinator, with_total=True)
    counted = await summary(coordinator, by="project")
    unseen = await coordinator.get("/v1/performance", params={"owner_id": str(other)})
    nobodys = await coordinator.get(
        "/v1/performance", params={"owner_id": str(uuid4())}
    )
    compared = await coordinator.get(
        "/v1/performance/comparison",
        params={"project_id": [str(project_id), str(other)]},
    )

    assert foreign["id"] not in str(listed)
    assert str(other) not in str(listed) + str(counted)
    assert listed["total"] == len(listed["items"]) == counted["total"]
    for row in listed["items"]:
        assert {c["framework"]["id"] for c in row["contributions"]} <= {str(project_id)}
    assert unseen.status_code == nobodys.status_code == compared.status_code == 404


async def test_indicators_are_counted_by_how_they_stand(
    client: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> None:
    behind, reached, _ = [await add_indicator(client, project_id) for _ in "abc"]
    await reported(client, behind, {2006: ["8"]})
    await reported(client, reached, {2006: ["80"]})
    await add_indicator(client, project_id, target_value=None, target_on=None)
    await work(session)

    counts = await summary(client, programme_id=programme_id, by="project")

    standing = {name: counts[name] for name in ("behind", "reached", "unjudged")}
    assert standing == {"behind": 1, "reached": 1, "unjudged": 1}
    assert (counts["total"], counts["pending"]) == (4, 0)
    (group,) = counts["groups"]
    assert (group["key"], group["code"]) == (str(project_id), "8")
    assert {name: group[name] for name in standing} == standing
    for status, expected in (("behind", behind), ("reached", reached)):
        (row,) = (await table(client, status=status))["items"]
        assert row["indicator_id"] == expected["id"]
    assert (await table(client, status="unjudged", with_total=True))["total"] == 1


async def test_what_is_not_worked_out_yet_is_said_to_be_so(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    await add_indicator(client, project_id)
    assert (await summary(client, owner_id=project_id))["pending"] == 1

    await work(session)

    assert (await summary(client, owner_id=project_id))["pending"] == 0


async def counted(session: AsyncSession) -> Any:
    """What is kept of it, what is told, and what there is to be counted."""
    await session.execute(text("RESET ROLE"))
    kept = "kind, status, sum(indicators) FROM indicators.standing"
    rows = []
    for source in (f"{kept} WHERE true", _ALL):
        found = await session.execute(
            text(f"SELECT {source} GROUP BY 1, 2 ORDER BY 1, 2")
        )
        rows.append([tuple(row) for row in found])
    return rows


_ALL = """r.kind, f.status, count(*) FROM indicators.result r
  JOIN indicators.indicator i ON i.result_id = r.id AND i.archived_at IS NULL
  LEFT JOIN indicators.figure f ON f.indicator_id = i.id AND f.include = 'accepted'
  WHERE r.archived_at IS NULL"""


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE indicators.indicator SET archived_at = now() WHERE id = :one",
        "UPDATE indicators.indicator SET result_id = :other WHERE id = :one",
        "UPDATE indicators.result SET archived_at = now() WHERE id = :result",
        "UPDATE indicators.result SET kind = 'impact' WHERE id = :result",
        "UPDATE indicators.figure SET status = 'ahead' WHERE indicator_id = :one",
        "UPDATE indicators.figure SET as_of = as_of - 1 WHERE indicator_id = :one",
        "DELETE FROM indicators.figure WHERE indicator_id = :one",
    ],
)
async def test_counts_are_kept_and_never_old(
    client: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
    change: str,
) -> None:
    """Whatever changes is counted at once, and afterwards kept so."""
    one, two = [await add_indicator(client, project_id) for _ in "ab"]
    await reported(client, one, {2006: ["80"]})
    await work(session)
    kept, there_is = await counted(session)
    assert kept == there_is
    before = await summary(client, programme_id=programme_id, by="kind")

    ids = {"one": one["id"], "result": one["result_id"], "other": two["result_id"]}
    await session.execute(text(change), {n: i for n, i in ids.items() if n in change})
    await session.commit()
    now = await summary(client, programme_id=programme_id, by="kind")
    assert now != before
    _, there_is = await counted(session)
    assert now["total"] == sum(count for _, _, count in there_is)
    told = {group["key"]: group["total"] for group in now["groups"]}
    assert told.keys() == {kind for kind, _, _ in there_is}

    await work(session)
    kept, there_is = await counted(session)
    assert kept == there_is


async def be_about(session: AsyncSession, project_id: UUID) -> UUID:
    theme = new_id()
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "INSERT INTO api.theme (id, code, name)"
            """ VALUES (:id, 'T', '{"en": "Business"}')"""
        ),
        {"id": theme},
    )
    await session.execute(
        text("INSERT INTO api.project_theme VALUES (:project, :theme)"),
        {"project": project_id, "theme": theme},
    )
    await session.execute(
        text("INSERT INTO api.project_country VALUES (:project, 'XK')"),
        {"project": project_id},
    )
    await session.commit()
    return theme


async def test_countries_and_themes_narrow_and_divide(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    theme = await be_about(session, project_id)
    other = await another_project(session, project_id)
    own = await add_indicator(client, project_id)
    await add_indicator(client, other)

    for query in ({"country": "XK"}, {"theme_id": str(theme)}):
        (row,) = (await table(client, **query))["items"]
        assert row["indicator_id"] == own["id"]
    for by, key in (("country", "XK"), ("theme", str(theme))):
        groups = (await summary(client, by=by))["groups"]
        assert {g["key"]: g["total"] for g in groups} == {key: 1, None: 1}
    for by in ("kind", "programme"):
        (group,) = (await summary(client, by=by))["groups"]
        assert group["total"] == 2
    assert (await table(client, country="NO"))["items"] == []


async def test_projects_are_compared_on_what_they_define_alike(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    other = await another_project(session, project_id)
    first = await add_indicator(client, project_id)
    await add_indicator(client, project_id)
    second = await add_indicator(client, other)
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "UPDATE indicators.indicator SET definition_version_id ="
            " (SELECT definition_version_id FROM indicators.indicator WHERE id = :a)"
            " WHERE id = :b"
        ),
        {"a": first["id"], "b": second["id"]},
    )
    await session.commit()

    answer = await client.get(
        "/v1/performance/comparison",
        params={"project_id": [str(project_id), str(other)]},
    )

    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert [p["code"] for p in found["projects"]] == ["8", "9"]
    (shared,) = found["definitions"]
    assert [row["indicator_id"] for row in shared["rows"]] == [
        first["id"],
        second["id"],
    ]


async def test_the_file_has_what_the_table_has(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(
        client, project_id, decimals=1, title={"en": "=1+1"}
    )
    await reported(client, indicator, {2006: ["12.5"]})

    answer = await client.get(
        "/v1/performance.csv", params={"owner_id": str(project_id), "locale": "nb"}
    )

    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\xef\xbb\xbf")
    head, period, total, _ = answer.content.decode("utf-8-sig").split("\r\n")
    assert head.startswith("Nr.;")
    assert ";'=1+1;" in period
    assert ";2006-01-01;2006-12-31;;12,5;Rapportert;" in period
    assert ";Alle perioder;;80,0;12,5;" in total
    assert head.endswith(";Per;Trukket fra fordi de var talt flere ganger")
    assert total.endswith(f";{today()};")


async def test_a_sheet_says_by_what_progress_is_measured(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    for baseline in ("20", None):
        indicator = await add_indicator(
            client,
            project_id,
            baseline_value=baseline,
            baseline_on="2005-12-31" if baseline else None,
        )
        await reported(client, indicator, {2006: ["35"]})
    await work(session)

    answer = await client.get(
        "/v1/performance.csv", params={"owner_id": str(project_id), "locale": "en"}
    )

    rows = csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";")
    told = [(row["Baseline"], row["Progress"], row["Progress is"]) for row in rows]
    way = "Of the way from the baseline to the target"
    assert [one for one in told if one[1]] == [
        ("20", "0.2500", way),
        ("", "0.4375", "Share of the target"),
    ]


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ({"status": "good"}, "status"),
        ({"kind": "goal"}, "kind"),
        ({"country": "kosovo"}, "country"),
        ({"theme_id": "x"}, "theme_id"),
        ({"owner_id": "x"}, "owner_id"),
    ],
    ids=str,
)
async def test_what_cannot_be_asked_for_is_refused(
    client: AsyncClient, query: dict[str, str], where: str
) -> None:
    for path in ("", "/summary", ".csv"):
        answer = await client.get(f"/v1/performance{path}", params=query)
        assert answer.status_code == 422
        assert answer.json()["fields"][0]["loc"] == ["query", where]


async def test_comparisons_are_of_two_to_four_projects(
    client: AsyncClient,
) -> None:
    path = "/v1/performance/comparison"
    for count in (0, 1, 5):
        ids = [str(uuid4()) for _ in range(count)]
        answer = await client.get(path, params={"project_id": ids})
        assert answer.status_code == 422
    by = await client.get(SUMMARY, params={"by": "colour"})
    assert by.status_code == 422


@pytest.fixture
async def framework_of_many(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> UUID:
    for value in ("1", "2", "3"):
        indicator = await add_indicator(client, project_id)
        await reported(client, indicator, {2005: [value], 2006: [value]})
    await work(session)
    return project_id


async def test_a_table_takes_the_same_statements_however_long_it_is(
    client: AsyncClient, framework_of_many: UUID, connection: AsyncConnection
) -> None:
    sent = []
    for limit in (1, 3):
        with statements(connection) as counted:
            page = await table(client, owner_id=framework_of_many, limit=limit)
        assert len(page["items"]) == limit
        sent.append(len(counted))

    assert sent[0] == sent[1]
