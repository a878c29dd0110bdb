"""S11, S17: no answer with a file or with data about people leaves without a trace.

Which ones those are is read from the OpenAPI documents, so a new one is tested, too.
"""

import json
from typing import Any

import pytest

from bromost_api.audit.repository import CHECK
from bromost_api.imports.service import ANALYSE
from bromost_api.imports.service import JOBS as IMPORT_JOBS
from bromost_common.auth import Role, ScopeType
from bromost_common.languages import LANGUAGES
from tests.conftest import ROOT

from .operations import Operation, label, operations, reachable
from .world import World, browsers

JSON, STREAM = "application/json", "text/event-stream"
# What tells that an object is about a person.
PERSONAL = {"display_name", "email", "phone", "person_id", "person_name"}
OWN = "it is about oneself"
BESIDE = "who recorded, decided or locked a value is part of it, for all who read it"
# Answers with such words that leave no trace, and why.
UNTRACED = {
    "api.get_session": OWN,
    "api.get_practice": BESIDE,
    "indicators.explain_figure": BESIDE,
    "indicators.get_overlaps": BESIDE,
    "indicators.list_performance": BESIDE,
    "indicators.compare_projects": BESIDE,
    "indicators.get_framework": BESIDE,
    "indicators.get_programme_framework": BESIDE,
    "indicators.get_indicator": BESIDE,
    "indicators.list_entries": BESIDE,
    "indicators.list_entry_steps": BESIDE,
    "indicators.get_value_checks": BESIDE,
    "indicators.list_follow_ups": BESIDE,
    "indicators.get_contribution": BESIDE,
    "indicators.list_period_locks": BESIDE,
    "indicators.get_report": BESIDE,
    "indicators.get_report_figures": BESIDE,
    "indicators.get_report_version": BESIDE,
    "indicators.list_report_comments": BESIDE,
    "indicators.list_report_sections": BESIDE,
    "indicators.list_reporting_requirements": BESIDE,
}
# What is asked so that it is about others.
QUERY = {
    "api.explain_access": {"account": "account_id"},
    "api.list_machines": {"everybody": "true"},
}
# What the list of such reads shows.
EARLIER = (
    "INSERT INTO common.personal_read"
    " (service, action, reader_id, people, people_count)"
    " VALUES ('api', 'earlier', CAST(:person AS uuid), ARRAY[CAST(:person AS uuid)], 1)"
)
# Needs the three workers; tests/privacy/test_copies.py asserts its trace.
COPY = "api.download_person_data"
# Asked every hour by a calendar: when it last was stands on the feed itself.
FEED = "notifications.read_calendar"
# Asked every minute by a monitoring system, and of nobody: counts alone.
METRICS = "notifications.get_metrics"
# A page on the screen of who writes it, as every other.
PREVIEW = "preview_"
# Takes the session of a link; tests/indicators/test_link_evidence.py asserts its trace.
# There is no file until a worker has made it; tests/api/renderings asserts its trace.
TRIED_THERE = {COPY, "indicators.download_own_file", "api.download_rendering"}


def is_export(operation: Operation) -> bool:
    kinds = set(operation.success[1].get("content", {}))
    named = operation.name.startswith(("download_", "export_"))
    if operation.name.startswith(PREVIEW):
        return False
    return operation.is_safe and (named or bool(kinds - {JSON, STREAM}))


def shows_people(operation: Operation) -> bool:
    schema = operation.response_schema
    return operation.is_safe and any(
        name.endswith(("PersonRef", "Holdings")) or PERSONAL & part["properties"].keys()
        for name, part in reachable(operation.service, schema)
    )


EXPORTS = [
    one for one in operations() if is_export(one) and label(one) not in {FEED, METRICS}
]
SHOWING = [one for one in operations() if shows_people(one)]
TRACED = [one for one in SHOWING if label(one) not in UNTRACED]


async def ask(world: World, operation: Operation) -> int:
    """Call it as a new administrator, about the own portfolio."""
    token, _ = await world.enter(Role.ADMINISTRATOR, ScopeType.INSTALLATION, None)
    ids = world.own.ids
    query = {
        name: ids[name]
        for name, parameter in operation.parameters.items()
        if parameter["in"] == "query" and parameter.get("required")
    } | {
        name: ids.get(value, value)
        for name, value in QUERY.get(label(operation), {}).items()
    }
    async with browsers(world, token) as browser:
        answer = await browser[operation.service].get(
            operation.url(**ids), params=query
        )
    return answer.status_code


def test_all_are_found() -> None:
    assert len(EXPORTS) >= 4
    assert len(SHOWING) >= 15
    assert {label(one) for one in SHOWING} >= UNTRACED.keys()


@pytest.mark.parametrize(
    "operation", [one for one in EXPORTS if label(one) not in TRIED_THERE], ids=label
)
async def test_s11_every_export_leaves_exactly_one_event(
    world: World, operation: Operation
) -> None:
    async with world.undone():
        last = await world.as_owner("SELECT max(position) FROM common.audit_event")
        before = last.scalar_one()

        assert await ask(world, operation) == 200

        events = await world.as_owner(
            "SELECT kind, action, outcome, (changes ->> 'rows')::integer AS rows,"
            " changes ? 'asked' AS asked FROM common.audit_event WHERE position > :at",
            at=before,
        )
        (event,) = events.all()
    assert (event.kind, event.action, event.outcome) == (
        "export",
        operation.name,
        "done",
    )
    assert event.rows > 0
    assert event.asked


@pytest.mark.parametrize("operation", TRACED, ids=label)
async def test_s17_every_answer_about_people_leaves_exactly_one_row(
    world: World, operation: Operation
) -> None:
    async with world.undone():
        await world.as_owner(EARLIER, person=world.own.ids["person_id"])
        assert await ask(world, operation) == 200

        rows = await world.as_owner(
            "SELECT service, action, people_count FROM common.personal_read"
            " WHERE action <> 'earlier'"
        )
        (row,) = rows.all()
    assert (row.service, row.action) == (operation.service, operation.name)
    assert row.people_count >= 1


def traced_actions() -> set[str]:
    """Every operation and job by whose name a trace is written."""
    written = {one.name for one in operations() if not one.is_safe}
    shown = {one.name for one in TRACED}
    # Sign-ins that a provider's page refuses are told, too.
    returned = {"sign_in_at_provider", "return_from_provider"}
    jobs = {CHECK, *(IMPORT_JOBS.values())} - {ANALYSE}
    return written | shown | returned | jobs | {one.name for one in EXPORTS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_s11_every_trace_has_its_words(language: str) -> None:
    """What the pages of the audit log and of one's account say instead of a name."""
    (file,) = (ROOT / "frontend/src/locales" / language).rglob("actions.json")
    texts = json.loads(file.read_text())

    def words(action: str) -> str | None:
        found: Any = texts["did"]
        for part in action.split("."):
            found = found.get(part, {})
        return found or None

    missing = sorted(action for action in traced_actions() if not words(action))
    assert not missing, f"write them into {language}/actions.json"


async def test_s11_what_is_done_to_results_names_their_programme(world: World) -> None:
    """Whether they are a project's or the programme's own."""
    told = await world.as_owner(
        "SELECT DISTINCT object_type, programme_id::text FROM common.audit_event"
        " WHERE service = 'indicators'"
    )
    programmes = {part.ids["programme_id"] for part in (world.own, world.other)}
    kinds = {"axis", "definition", "file", "indicator"}
    kinds |= {"cross_check", "period_lock", "place", "result"}
    kinds |= {"reporting_requirement", "report"}
    # In which somebody was asked for values.
    kinds.add("project")

    assert set(told.all()) == {(kind, one) for kind in kinds for one in programmes}
