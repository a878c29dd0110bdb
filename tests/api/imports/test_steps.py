"""The way of an import, step by step, and what is refused on it."""

import io
from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.imports.jobs import resume
from bromost_api.worker import all_jobs
from bromost_common.jobs import MAX_STARTS, Job

from .desk import Desk, add_organisation

pytestmark = pytest.mark.usefixtures("funder")
HEADER = "code,country,title,partners,year,amount,funder\n"
GOOD = HEADER + "1,Malawi,Water,KS,2005,100,NORAD\n"
MIXED = GOOD + "1,Malawi,Water,KS,2006,-5,NORAD\n"


@pytest.fixture(autouse=True)
async def ks(session: AsyncSession) -> None:
    await add_organisation(session, "KS", "NO", kind="local_authority_association")
    await session.commit()


async def tried(desk: Desk, programme: str, data: str = GOOD, **settings: Any) -> Any:
    return await desk.analysed(data.encode(), programme_id=programme, **settings)


async def count(session: AsyncSession, table: str) -> int:
    return await session.scalar(text(f"SELECT count(*) FROM api.{table}")) or 0  # noqa: S608


@pytest.mark.parametrize(
    ("settings", "loc", "code"),
    [
        ({"columns": {}}, ["body", "columns", "amount"], "column_not_mapped"),
        ({"columns": {"amount": 40}}, ["body", "columns", "amount"], "unknown_column"),
        (
            {"columns": {"amount": 0}},
            ["body", "columns", "amount"],
            "column_used_twice",
        ),
        ({"currency": None}, ["body", "currency"], "currency_missing"),
        ({"currency": "QQQ"}, ["body", "currency"], "unknown_currency"),
        ({"home_country": "QQ"}, ["body", "home_country"], "unknown_country"),
        ({"programme_id": str(uuid4())}, ["body", "programme_id"], "unknown_programme"),
        ({"nonsense": 1}, ["body", "nonsense"], "extra_forbidden"),
        (
            {"name_decisions": [{"text": "x", "action": "match"}]},
            ["body", "name_decisions", 0],
            "value_error",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_settings_that_do_not_suit_are_refused_by_field(
    desk: Desk, programme: str, settings: dict[str, Any], loc: list[Any], code: str
) -> None:
    made = await desk.uploaded(GOOD.encode())
    columns = made["suggestion"]["columns"] | settings.pop("columns", {"year": 4})
    if code == "column_not_mapped":
        del columns["amount"]
    body = {"columns": columns, "programme_id": programme, "currency": "NOK"} | settings

    answer = await desk.map(made, **body)

    assert answer.status_code == 422, answer.text
    fields = {(*field["loc"],): field["code"] for field in answer.json()["fields"]}
    assert fields[(*loc,)] == code


async def test_a_mapping_made_on_an_older_version_is_refused(
    desk: Desk, programme: str
) -> None:
    made = await tried(desk, programme)

    answer = await desk.map(
        {**made, "version": 1}, columns=made["settings"]["columns"],
        programme_id=programme, currency="NOK",
    )  # fmt: skip

    assert answer.status_code == 412
    assert answer.json()["current"]["version"] == made["version"]


async def test_what_was_chosen_is_remembered_for_the_same_columns(
    desk: Desk, programme: str
) -> None:
    await tried(
        desk,
        programme,
        name_decisions=[{"text": "Office", "action": "component"}],
        title_language="nb",
    )

    other = await desk.uploaded((HEADER.upper() + "2,,x,,2005,1,NORAD\n").encode())

    remembered = other["suggestion"]["remembered"]
    assert remembered["title_language"] == "nb"
    assert remembered["name_decisions"][0]["text"] == "Office"


async def test_nothing_is_written_while_a_row_is_refused(
    desk: Desk, programme: str, session: AsyncSession
) -> None:
    made = await tried(desk, programme, MIXED)

    answer = await desk.commit(made)

    assert answer.status_code == 409
    assert answer.json()["code"] == "import_has_refusals"
    assert await count(session, "project") == 0


async def test_the_valid_rows_alone_can_be_wanted(
    desk: Desk, programme: str, session: AsyncSession
) -> None:
    done = await desk.committed(await tried(desk, programme, MIXED), "valid_rows")

    assert done["state"] == "committed"
    assert await count(session, "budget_line") == 1


async def test_an_import_of_refusals_alone_is_refused(
    desk: Desk, programme: str
) -> None:
    made = await tried(desk, programme, HEADER + "1,Malawi,Water,KS,x,100,NORAD\n")

    answer = await desk.commit(made, "valid_rows")

    assert answer.json()["code"] == "nothing_to_import"


async def test_a_registry_that_changed_makes_the_dry_run_anew(
    desk: Desk, programme: str, session: AsyncSession
) -> None:
    made = await tried(desk, programme)
    await desk.committed(await tried(desk, programme))

    stopped = await desk.committed(made)

    assert stopped["state"] == "analysed"
    assert stopped["failure"]["code"] == "analysis_outdated"
    assert stopped["counts"]["unchanged"] == 1
    assert await count(session, "budget_line") == 1


async def test_a_change_elsewhere_in_the_registry_does_not_matter(
    desk: Desk, programme: str, session: AsyncSession
) -> None:
    made = await tried(desk, programme)
    await add_organisation(session, "Far away", "BR")
    await session.commit()

    assert (await desk.committed(made))["state"] == "committed"


async def test_an_existing_line_gets_the_amount_of_the_file_and_back(
    desk: Desk, programme: str, session: AsyncSession
) -> None:
    await desk.committed(await tried(desk, programme))
    made = await tried(desk, programme, GOOD.replace("100", "250"))
    assert made["counts"]["match"] == 1
    (row,) = await desk.rows(made)
    assert row["changes"] == [{"field": "amount", "old": "100.00", "new": "250.00"}]

    done = await desk.committed(made)
    amount = text("SELECT amount::text FROM api.budget_line")
    assert await session.scalar(amount) == "250.00"

    await desk.undone(done)
    assert await session.scalar(amount) == "100.00"


async def test_a_known_project_gets_what_is_new(
    desk: Desk, programme: str, session: AsyncSession
) -> None:
    await desk.committed(await tried(desk, programme))
    more = GOOD.replace("KS,2005", "KS | Office,2006")

    done = await desk.committed(
        await tried(
            desk,
            programme,
            more,
            name_decisions=[{"text": "Office", "action": "component"}],
        )
    )

    assert done["created"]["changed_projects"] == 1
    assert done["created"]["budget_lines"] == 1
    version = text("SELECT version FROM api.project")
    assert await session.scalar(version) == 2
    await desk.undone(done)
    assert await count(session, "project_component") == 0
    assert await count(session, "budget_line") == 1


LATER_LINE = """
INSERT INTO api.budget_line (id, project_id, year, funder_id, amount, currency)
SELECT gen_random_uuid(), project_id, 2010, funder_id, 1, 'NOK' FROM api.budget_line
"""
LATER_ENTRY = """
INSERT INTO api.transaction (id, project_id, kind, happened_on, amount, currency,
  giver_id, receiver_id)
SELECT gen_random_uuid(), b.project_id, 'commitment', '2005-01-01', 1, 'NOK',
  b.funder_id, (SELECT o.id FROM api.organisation o WHERE o.id <> b.funder_id LIMIT 1)
FROM api.budget_line b LIMIT 1
"""
LATER_RESULT = """
INSERT INTO indicators.result
  (id, project_id, kind, title, original_language, position)
SELECT gen_random_uuid(), id, 'outcome', '{"en": "Clean water"}', 'en', 1
FROM api.project
"""
LATER_ROLE = """
INSERT INTO api.programme_role (programme_id, organisation_id, role)
SELECT p.id, o.id, 'partner' FROM api.programme p, api.organisation o
WHERE o.name = 'Fresh'
"""


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE api.project SET version = version + 1",
        "UPDATE api.budget_line SET version = version + 1",
        LATER_LINE,
        LATER_ENTRY,
        LATER_ROLE,
        LATER_RESULT,
    ],
    ids=["project changed", "line changed", "line added", "entry", "role", "result"],
)
async def test_an_import_that_others_build_on_is_not_undone(
    desk: Desk, programme: str, session: AsyncSession, change: str
) -> None:
    made = await tried(
        desk,
        programme,
        GOOD.replace("KS", "KS | Fresh"),
        create_unknown_as="company",
    )
    done = await desk.committed(made)
    await session.execute(text("RESET ROLE"))
    await session.execute(text(change))
    await session.commit()

    answer = await desk.client.post(f"/v1/imports/{done['id']}/undo")

    assert answer.status_code == 409
    assert answer.json()["code"] == "import_has_dependents"
    assert answer.json()["fields"]
    assert (await desk.get(done))["state"] == "committed"


async def test_what_comes_between_asking_and_doing_stops_an_undo(
    desk: Desk, programme: str, session: AsyncSession
) -> None:
    done = await desk.committed(await tried(desk, programme))
    await desk.client.post(f"/v1/imports/{done['id']}/undo")
    await session.execute(text("UPDATE api.project SET version = version + 1"))
    await session.commit()

    await desk.work()

    left = await desk.get(done)
    assert left["state"] == "committed"
    assert left["failure"]["code"] == "import_has_dependents"


async def test_steps_cannot_be_taken_out_of_turn(desk: Desk, programme: str) -> None:
    made = await desk.uploaded(GOOD.encode())
    committed = await desk.commit(made)
    undone = await desk.client.post(f"/v1/imports/{made['id']}/undo")
    assert {committed.json()["code"], undone.json()["code"]} == {"wrong_import_state"}

    done = await desk.committed(await desk.mapped(made, programme_id=programme))
    again = await desk.map(done, **done["settings"])
    assert again.json()["code"] == "wrong_import_state"


async def test_an_undone_import_can_be_tried_and_committed_again(
    desk: Desk, programme: str, session: AsyncSession
) -> None:
    undone = await desk.undone(await desk.committed(await tried(desk, programme)))

    done = await desk.committed(await desk.mapped(undone, **undone["settings"]))

    assert done["state"] == "committed"
    assert await count(session, "budget_line") == 1


@pytest.mark.parametrize(
    ("step", "left"), [("analyse", "cancelled"), ("commit", "analysed")]
)
async def test_a_running_step_can_be_stopped(
    desk: Desk, programme: str, session: AsyncSession, step: str, left: str
) -> None:
    made = await desk.uploaded(GOOD.encode())
    if step == "commit":
        await desk.commit(await desk.mapped(made, programme_id=programme))
    else:
        columns = made["suggestion"]["columns"]
        await desk.map(made, columns=columns, programme_id=programme, currency="NOK")

    asked = await desk.client.post(f"/v1/imports/{made['id']}/cancel")
    assert asked.status_code == 200
    await desk.work()

    assert (await desk.get(made))["state"] == left
    assert await count(session, "project") == 0


async def test_an_import_can_be_given_up(desk: Desk, programme: str) -> None:
    made = await tried(desk, programme)

    answer = await desk.client.post(f"/v1/imports/{made['id']}/cancel")

    assert answer.json()["state"] == "cancelled"


async def test_n23_a_lost_job_is_found_again(
    desk: Desk, programme: str, session: AsyncSession, registry: Any
) -> None:
    made = await tried(desk, programme)
    await desk.commit(made)
    await session.execute(text("DELETE FROM common.pgqueuer"))
    await session.commit()

    await resume(registry.state.sessions)
    await resume(registry.state.sessions)

    waiting = text("SELECT count(*) FROM common.pgqueuer")
    assert await session.scalar(waiting) == 1
    await desk.work()
    assert (await desk.get(made))["state"] == "committed"


async def test_a_job_that_fails_for_good_leaves_the_import_where_it_was(
    desk: Desk, programme: str, registry: Any
) -> None:
    made = await tried(desk, programme)
    await desk.commit(made)
    payload = {"import_id": made["id"]}
    sessions = registry.state.sessions

    await all_jobs(registry.state.settings).start(
        Job("imports.commit", payload, sessions, MAX_STARTS + 1)
    )

    left = await desk.get(made)
    assert left["state"] == "analysed"
    assert left["failure"]["code"] == "job_failed"


async def test_a_job_for_an_import_that_has_moved_on_does_nothing(
    desk: Desk, programme: str, session: AsyncSession, registry: Any
) -> None:
    done = await desk.committed(await tried(desk, programme))
    job = Job("imports.commit", {"import_id": done["id"]}, registry.state.sessions)

    await all_jobs(registry.state.settings).start(job)

    assert await desk.get(done) == done
    assert await count(session, "budget_line") == 1


async def test_readers_look_and_officers_import(
    desk: Desk, reader: AsyncClient, anonymous: AsyncClient, programme: str
) -> None:
    made = await tried(desk, programme)
    url = f"/v1/imports/{made['id']}"

    assert (await reader.get(url)).status_code == 200
    refused = [
        await reader.post("/v1/imports", files={"file": ("x.csv", GOOD.encode())}),
        await reader.post(f"{url}/undo"),
        await reader.post(f"{url}/cancel"),
        await reader.put(f"{url}/mapping", json={}, headers={"If-Match": '"1"'}),
    ]
    assert {answer.status_code for answer in refused} == {403}
    assert (await anonymous.get(url)).status_code == 401


async def test_imports_are_listed_with_the_newest_first(desk: Desk) -> None:
    first = await desk.uploaded(GOOD.encode(), "first.csv")
    await desk.uploaded(GOOD.encode(), "second.csv")

    answer = await desk.client.get("/v1/imports", params={"limit": 1})
    page = answer.json()
    rest = await desk.client.get("/v1/imports", params={"cursor": page["next_cursor"]})

    assert [item["file_name"] for item in page["items"]] == ["second.csv"]
    assert [item["id"] for item in rest.json()["items"]] == [first["id"]]
    assert page["items"][0]["actor"]["name"] == "Programme Manager"


async def test_an_import_that_is_not_there_is_not_found(desk: Desk) -> None:
    for path in ("", "/rows", "/names", "/workbook"):
        answer = await desk.client.get(f"/v1/imports/{uuid4()}{path}")
        assert answer.status_code == 404


async def test_the_workbook_marks_refused_cells_and_runs_nothing(
    desk: Desk, programme: str
) -> None:
    made = await tried(
        desk,
        programme,
        MIXED + '2,Malawi,"=HYPERLINK(""http://x"")",@home,2005,+1,NORAD\n',
    )

    answer = await desk.client.get(f"/v1/imports/{made['id']}/workbook")

    assert answer.status_code == 200
    assert 'filename="x-checked.xlsx"' in answer.headers["content-disposition"]
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    header = [cell.value for cell in sheet[1]]
    assert header == [*HEADER.strip().split(","), "row", "outcome", "reason"]
    assert [cell.value for cell in sheet[2]][7:9] == [2, "create"]
    refused = sheet["F3"]
    assert refused.fill.fgColor.rgb == "00FFC7CE"
    assert refused.comment is not None
    assert "negative_amount" in str(sheet["J3"].value)
    for place in ("C4", "D4", "F4"):
        assert sheet[place].data_type == "s"
        assert sheet[place].quotePrefix
    assert sheet["C4"].value == '=HYPERLINK("http://x")'
