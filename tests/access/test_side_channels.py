"""S1: what is out of reach is not told by any detour either.

Ids of others in filters, in bodies and beside one's own in a path; what is found by
words; how many there are; and what a refusal says. The other portfolio is the second
one of the route matrix's world; its titles and names hold words that nothing else has.
"""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient, Response

from bromost_common.auth import Role, ScopeType
from tests.contract.operations import Operation, operations, reachable, resolved
from tests.contract.reach import ELSEWHERE
from tests.contract.route_matrix import ENDLESS, OPERATIONS
from tests.contract.world import TITLES, Part, World, browsers, call

from .documents import documents_of, renderings_of
from .test_row_security import foreign_ids

# Who carries a project out, runs a programme, checks, pays, and reports on it.
PEOPLE = [
    (Role.COORDINATOR, ScopeType.ORGANISATION),
    (Role.PROGRAMME_MANAGER, ScopeType.PROGRAMME),
    (Role.AUDITOR, ScopeType.PROGRAMME),
    (Role.FUNDER, ScopeType.PROGRAMME),
    (Role.CONTRIBUTOR, ScopeType.PROJECT),
]
WORDS = TITLES["Other"]
CALLED = [one for one in operations() if one.name not in ENDLESS]
# What many may name: who takes part in what, and the lists of codes.
PHONE_BOOK = {
    "lead_organisation_id",
    "organisation_id",
    "organisation_ids",
    "theme_ids",
    "funder_id",
    "giver_id",
    "receiver_id",
    # The partner for whose side something counts.
    "side_id",
}


@dataclass
class Browser:
    """Somebody's browser at each service, and a way to ask whatever is wanted."""

    clients: dict[str, AsyncClient]
    world: World

    async def ask(
        self,
        operation: Operation,
        part: Part,
        named: Part | None = None,
        changes: dict[str, Any] | None = None,
        query: dict[str, str] | None = None,
    ) -> Response:
        async with self.world.undone():
            return await call(
                self.clients,
                operation,
                part,
                self.world,
                named=named,
                changes=changes,
                query=query,
            )


@asynccontextmanager
async def somebody(
    world: World, role: Role, scope: ScopeType
) -> AsyncIterator[Browser]:
    async with world.undone():
        token, _ = await world.enter(role, scope, world.own.scope(scope))
        async with browsers(world, token) as clients:
            yield Browser(clients, world)


def unknown_to_all(part: Part) -> Part:
    """The same names with ids that nothing has."""
    return Part(
        {name: str(uuid4()) if is_id(one) else one for name, one in part.ids.items()}
    )


def is_id(written: str) -> bool:
    """And no kind of thing, and no number of a version."""
    return len(written) == len(str(UUID(int=0)))


def none(_: Part) -> list[dict[str, Any]]:
    return []


def without_ids(text: str, *parts: Part) -> str:
    """`text` without what it merely repeats of the question."""
    for part in parts:
        for one in filter(is_id, part.ids.values()):
            text = text.replace(one, "…")
    return text


def rule_of(operation: Operation) -> Any:
    return OPERATIONS[operation.service][operation.name]


def about_a_part(operation: Operation) -> bool:
    """Whether its path names what only some see: not the phone book."""
    on = rule_of(operation).on
    paths = {n for n, p in operation.parameters.items() if p["in"] == "path"}
    seen_by_some = on is not None and on not in {"installation", *ELSEWHERE}
    return seen_by_some and bool(paths - {"organisation_id"})


def id_parameters(operation: Operation, place: str) -> list[str]:
    found = []
    for name, parameter in operation.parameters.items():
        schema = resolved(operation.service, parameter["schema"])
        kinds = [schema, *schema.get("anyOf", [])]
        if parameter["in"] == place and any(k.get("format") == "uuid" for k in kinds):
            found.append(name)
    return found


@pytest.mark.parametrize(("role", "scope"), PEOPLE, ids=lambda one: str(one.value))
async def test_s1_what_is_not_seen_is_refused_like_what_is_not_there(
    world: World, role: Role, scope: ScopeType
) -> None:
    """Status and words are the same, whether an id is somebody's or nobody's."""
    asked, differing = 0, {}
    nothing = unknown_to_all(world.other)
    async with somebody(world, role, scope) as browser:
        for operation in filter(about_a_part, CALLED):
            there = await browser.ask(operation, world.other, world.own)
            not_there = await browser.ask(operation, nothing, world.own)
            asked += 1
            told = without_ids(there.text, world.other)
            expected = without_ids(not_there.text, nothing)
            if (there.status_code, told) != (not_there.status_code, expected):
                differing[operation.name] = (there.status_code, told, expected)

    assert asked > 30
    assert differing == {}


@pytest.mark.parametrize(("role", "scope"), PEOPLE, ids=lambda one: str(one.value))
async def test_s1_filters_and_searches_find_nothing_of_others(
    world: World, role: Role, scope: ScopeType
) -> None:
    """To narrow a list to what is another's gives what nobody's id gives."""
    foreign, asked, differing, told = foreign_ids(world), 0, {}, {}
    async with somebody(world, role, scope) as browser:
        for operation in CALLED:
            if not operation.is_safe:
                continue
            more = dict.fromkeys({"with_total"} & operation.parameters.keys(), "true")
            # A file whose words can be looked for.
            more |= dict.fromkeys({"format"} & operation.parameters.keys(), "json")
            for name in id_parameters(operation, "query"):
                found = []
                for one in (str(uuid4()), *foreign):
                    asked += 1
                    answer = await browser.ask(
                        operation, world.own, query=more | {name: one}
                    )
                    told_of = answer.text.replace(one, "…")
                    found.append((answer.status_code, told_of))
                # The first is of what nobody has, and so must all others be.
                if len(set(found)) > 1:
                    differing[operation.name, name] = set(found)
            for name in {"q", "name"} & operation.parameters.keys():
                answer = await browser.ask(
                    operation, world.own, query=more | {name: WORDS}
                )
                asked += 1
                page = answer.json()
                total = len(page) if isinstance(page, list) else page.get("total")
                if WORDS in answer.text or total:
                    told[operation.name] = answer.text

    assert asked > 10
    assert differing == {}
    assert told == {}


@pytest.mark.parametrize(("role", "scope"), PEOPLE, ids=lambda one: str(one.value))
async def test_s1_no_answer_holds_words_or_counts_of_others(
    world: World, role: Role, scope: ScopeType
) -> None:
    """Also exports, reports, histories, reads of the past and refusals."""
    told, totals, asked = {}, {}, 0
    today = datetime.now(UTC).date().isoformat()
    async with somebody(world, role, scope) as browser:
        for operation in CALLED:
            asks: list[dict[str, str]] = [{}]
            if operation.is_safe:
                days = {"as_of", "recorded_as_of"} & operation.parameters.keys()
                asks += [{day: today} for day in days]
            if "with_total" in operation.parameters:
                asks.append({"with_total": "true", "limit": "200"})
            for query in asks:
                answer = await browser.ask(operation, world.own, query=query)
                asked += 1
                if WORDS in answer.text:
                    told[operation.name] = answer.text
                if answer.is_success and "with_total" in query:
                    page = answer.json()
                    if page["total"] not in {None, len(page["items"])}:
                        totals[operation.name] = page["total"]

    assert asked > 100
    assert told == {}
    assert totals == {}


@pytest.mark.parametrize(("role", "scope"), PEOPLE, ids=lambda one: str(one.value))
async def test_s1_no_foreign_part_is_reached_beside_ones_own(
    world: World, role: Role, scope: ScopeType
) -> None:
    """`/projects/{mine}/budget-lines/{theirs}`, and the other way round."""
    reached, asked = {}, 0
    async with somebody(world, role, scope) as browser:
        for operation in CALLED:
            names = [
                name
                for name in id_parameters(operation, "path")
                if name in world.other.ids
            ]
            for picks in product((False, True), repeat=len(names)):
                if len(set(picks)) < 2:  # all are one's own, or all are foreign
                    continue
                mixed = Part(dict(world.own.ids))
                for name, is_foreign in zip(names, picks, strict=True):
                    if is_foreign:
                        mixed.ids[name] = world.other.ids[name]
                answer = await browser.ask(operation, mixed, world.own)
                asked += 1
                if answer.status_code not in {403, 404}:
                    reached[operation.name, picks] = answer.text

    assert asked > 5
    assert reached == {}


def roles_in(part: Part) -> list[dict[str, str]]:
    kinds = ("project", "programme", "partnership", "network")
    return [
        {"role": "adviser", "scope_type": kind, "scope_id": part.ids[f"{kind}_id"]}
        for kind in kinds
    ]


# The thing of the world that a field of the results' bodies is tried with.
OF_RESULTS = {
    "axis_ids": "axis_id",
    "indicator_id": "indicator_id",
    "indicator_ids": "indicator_id",
    "place_id": "place_id",
    "definition_version_id": "published_id",
    "network_id": "network_id",
    "origin_result_id": "result_id",
    "parent_indicator_id": "parent_indicator_id",
    "partnership_ids": "partnership_id",
    "programme_id": "programme_id",
    "project_ids": "project_id",
    "responsible_id": "account_id",
    "responsible_ids": "account_id",
    "signer_id": "account_id",
    "to_result_id": "to_result_id",
}


def naming(*fields: str) -> Callable[[Part], list[dict[str, Any]]]:
    """Bodies with one of these fields each."""

    def bodies(part: Part) -> list[dict[str, Any]]:
        ids = {field: part.ids[OF_RESULTS[field]] for field in fields}
        return [
            {field: [one] if field.endswith("_ids") else one}
            for field, one in ids.items()
        ]

    return bodies


# What bodies name, but for the phone book; each is sent about one's own thing.
NAMED: dict[str, Callable[[Part], list[dict[str, Any]]]] = {
    "register_project": lambda p: [
        {"code": "9", "programme_id": p.ids["programme_id"]},
        {"code": "9", "network_id": p.ids["network_id"]},
    ],
    "change_project": naming("programme_id", "network_id"),
    "register_network": lambda p: [
        {"code": "N-9", "programme_id": p.ids["programme_id"]}
    ],
    "add_funding_application": lambda p: [{"partnership_id": p.ids["partnership_id"]}],
    "write_practice": naming("programme_id", "project_ids", "partnership_ids"),
    "change_practice": naming("project_ids", "partnership_ids"),
    "register_partnership": naming("project_ids"),
    "change_partnership": naming("project_ids"),
    "ask_for_values": naming("place_id", "indicator_ids"),
    "issue_calendar_feed": naming("programme_id"),
    **dict.fromkeys(
        ("write_announcement", "rewrite_announcement"),
        lambda p: [
            {"audience": {"group": "network", "network_id": p.ids["network_id"]}}
        ],
    ),
    "issue_webhook": naming("programme_id"),
    "add_contribution": naming("to_result_id"),
    "adopt_results": lambda p: [
        {"source_id": p.ids["project_id"]},
        {"source_id": p.ids["programme_id"]},
        {"result_ids": [p.ids["result_id"]]},
        {"indicator_ids": [p.ids["indicator_id"]]},
    ],
    "add_indicator": naming("axis_ids", "definition_version_id", "responsible_ids"),
    "state_overlap": lambda p: [
        {"period_id": p.ids["period_id"]},
        {"parts": [p.ids["indicator_id"], p.ids["place_id"]]},
    ],
    "add_rollup": naming("parent_indicator_id"),
    "add_cross_check": lambda p: [{"definition_ids": [p.ids["definition_id"]] * 2}],
    "change_cross_check": lambda p: [{"definition_ids": [p.ids["definition_id"]] * 2}],
    "confirm_value_check": lambda p: [
        {"finding": "cross_check", "cross_check_id": p.ids["cross_check_id"]}
    ],
    "except_from_lock": naming("indicator_id"),
    "add_reporting_requirement": naming("responsible_id", "signer_id"),
    "change_reporting_requirement": naming("responsible_id", "signer_id"),
    "change_report": naming("responsible_id", "signer_id"),
    "take_report_step": naming("signer_id"),
    "add_report_file": lambda p: [{"file_id": p.ids["file_id"]}],
    "add_report_comment": lambda p: [{"mentions": [p.ids["account_id"]]}],
    "break_series": naming("axis_ids", "definition_version_id"),
    "take_up_definition_version": naming("definition_version_id"),
    "change_definition_draft": naming("axis_ids"),
    "change_indicator": naming("axis_ids", "responsible_ids"),
    "change_result": naming("origin_result_id"),
    "draft_definition_version": naming("axis_ids"),
    "record_entry": lambda p: [
        {"categories": [p.ids["category_id"]]},
        {"place_id": p.ids["place_id"]},
        {"evidence": [{"name": "The list", "file_id": p.ids["file_id"]}]},
    ],
    "record_entries": lambda p: [
        {
            "rows": [
                {
                    "period_id": p.ids["period_id"],
                    "place_id": p.ids["place_id"],
                    "state": "reported",
                    "value": "87",
                    "version": 1,
                    "evidence": [{"name": "The list", "file_id": p.ids["file_id"]}],
                }
            ]
        }
    ],
    "step_entries": lambda p: [
        {"steps": [{"entry_id": p.ids["entry_id"], "status": "accepted"}]}
    ],
    "replace_preferences": lambda p: [
        {
            "rules": [
                {
                    "topic": "*",
                    "channel": "email",
                    "mode": "off",
                    "programme_id": p.ids["programme_id"],
                }
            ]
        }
    ],
    "save_view": naming("programme_id"),
    "register_axis": naming("programme_id"),
    "register_definition": naming("axis_ids", "programme_id"),
    "give_role": roles_in,
    "invite_person": lambda p: [{"roles": [one]} for one in roles_in(p)],
    "add_contact": lambda p: [
        {"name": None, "email": None, "phone": None, "account_id": p.ids["account_id"]}
    ],
    "change_contact": lambda p: [
        {"name": None, "email": None, "phone": None, "account_id": p.ids["account_id"]}
    ],
    "ask_for_rendering": renderings_of,
    "show_document": documents_of,
    "ask_for_person_data": lambda p: [
        {"kind": kind, "person_id": p.ids["account_id"]}
        for kind in ("export", "erasure")
    ],
    "issue_machine": lambda p: [
        {"limited_to": [one["scope_id"]], "permissions": ["project.read"]}
        for one in roles_in(p)
    ],
}


# They tell row by row what became of it, and refuse none of the others for one.
ROW_BY_ROW = {"record_entries", "step_entries"}
TRIED = {
    *OF_RESULTS,
    "account_id",
    "categories",
    "cross_check_id",
    "definition_ids",
    "entry_id",
    "file_id",
    "indicator_id",
    "indicator_ids",
    "limited_to",
    "narratives",
    *("mentions", "parts"),
    *("network_id", "partnership_id", "partnership_ids", "period_id"),
    "person_id",
    "place_id",
    "programme_id",
    "project_id",
    "project_ids",
    "result_ids",
    "scope_id",
    "source_id",
}
UNTRIED = {
    ("record_transaction", "budget_line_id"): "tests/api/test_transactions.py",
    ("record_transaction", "sub_award_id"): "tests/api/test_sub_awards.py",
    # Of one's own inbox only, whatever else they may be.
    ("change_notifications", "object_id"): "tests/notifications/test_threads.py",
    # None is the world's: shared with another programme in their own test.
    ("change_saved_view", "programme_id"): "tests/api/test_saved_views.py",
    ("confirm_answer", "cross_check_id"): "tests/indicators/test_cross_checks.py",
    ("change_webhook", "programme_id"): "tests/notifications/test_webhooks.py",
    ("save_answer", "categories"): "tests/indicators/test_contribution_links.py",
    ("save_answer", "file_id"): "tests/indicators/test_link_evidence.py",
    ("take_up_definition_version", "after"): "a place in the order of ids, no thing",
    ("give_analysis_access", "programme_id"): "for who acts in the whole installation",
    ("set_import_mapping", "programme_id"): "for who acts in the whole installation",
    ("add_programme_result", "goal_ids"): "goals of the result's own programme",
    ("add_result", "goal_ids"): "goals of the result's own programme",
    ("change_result", "goal_ids"): "goals of the result's own programme",
    # Of goals and components: only the thing's own are known to it, whoever asks.
    ("register_programme", "id"): "tests/api/test_programmes.py",
    ("change_programme", "id"): "tests/api/test_programmes.py",
    ("register_project", "id"): "tests/api/test_projects.py",
    ("change_project", "id"): "tests/api/test_projects.py",
}


@pytest.mark.parametrize(("role", "scope"), PEOPLE, ids=lambda one: str(one.value))
async def test_s1_no_body_takes_hold_of_what_is_anothers(
    world: World, role: Role, scope: ScopeType
) -> None:
    """Refused, in the words that an id of nothing is refused with."""
    taken, nothing = {}, unknown_to_all(world.other)
    async with somebody(world, role, scope) as browser:
        for operation in CALLED:
            for theirs, nobodys in zip(
                *(NAMED.get(operation.name, none)(p) for p in (world.other, nothing)),
                strict=True,
            ):
                there = await browser.ask(operation, world.own, changes=theirs)
                not_there = await browser.ask(operation, world.own, changes=nobodys)
                told = there.status_code, without_ids(there.text, world.other)
                succeeds = there.is_success and operation.name not in ROW_BY_ROW
                if succeeds or told != (
                    not_there.status_code,
                    without_ids(not_there.text, nothing),
                ):
                    taken[operation.name, str(theirs)] = (told, not_there.text)

    assert taken == {}


def test_s1_every_id_that_a_body_takes_is_tried() -> None:
    """A new field that names a thing needs a line in `NAMED`, or a place here."""
    taking = {
        (operation.name, field)
        for operation in operations()
        for media in operation.request_bodies.values()
        for _, schema in reachable(operation.service, media.get("schema", {}))
        for field, about in schema["properties"].items()
        if '"uuid"' in json.dumps(about) and field not in PHONE_BOOK
    }

    tried = {(name, field) for name in NAMED for field in TRIED}
    assert taking - tried == set(UNTRIED)
