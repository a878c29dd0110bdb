"""The OpenAPI documents keep what the house promises to their readers."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from bromost_api.app import LEAVES_NO_TRACE
from bromost_common.paging import DEFAULT_LIMIT, MAX_LIMIT
from bromost_indicators.answering.router import UPLOADS_BY_LINK
from bromost_indicators.app import LEAVES_NO_TRACE as NO_TRACE_OF_LINKS
from bromost_indicators.files.router import UPLOADS
from bromost_notifications.app import LEAVES_NO_TRACE as NO_TRACE_OF_WEBHOOKS

from .operations import (
    PUBLIC,
    SERVICES,
    Operation,
    Schema,
    document,
    label,
    operations,
    reachable,
    resolved,
)

ROOT = Path(__file__).parents[2]
ALL = operations()
every_operation = pytest.mark.parametrize("operation", ALL, ids=label)

# Small, bounded lists of a code book or of one thing's parts come whole.
WHOLE_LISTS = {
    "list_renderings",
    "list_analysis_views",
    "get_value_checks",
    "list_follow_ups",
    "list_mail_templates",
    "list_mail_examples",
    "list_performance_axes",
    "list_countries",
    "list_currencies",
    "match_organisations",
    "list_partnership_links",
    "list_budget_lines",
    "get_planned_and_actual",
    "get_project_funds",
    "list_themes",
    "list_own_sessions",
    "list_identity_providers",
    "list_own_identities",
    "list_person_sessions",
    "list_givable_roles",
    "list_contacts",
    "list_chat_channels",
}
# What a key would make happen once leaves no trace, or is too large to be kept.
UNREPEATED = {*LEAVES_NO_TRACE, *NO_TRACE_OF_LINKS, *NO_TRACE_OF_WEBHOOKS}
UNREPEATED |= {UPLOADS, UPLOADS_BY_LINK}
# A part of an object that is there only when there is something to say.
MAY_BE_ABSENT = {("Problem", "current")}
# They change no versioned thing, or replace what nobody else can have changed.
CHANGES_WITHOUT_VERSION = {
    "mark_follow_up": "one mark of a value: what is said last counts",
    "clear_follow_up": "there or not, whoever takes it away",
    "end_analysis_access": "never changed, only given and ended",
    "withdraw_calendar_feed": "one's own: an address is there or is not",
    "close_contribution": "ends a session, which has no versions",
    "change_own_password": "names the password that there is instead",
    "reset_password": "the link works once",
    "set_watch": "one's own, and one word: the last one counts",
    "end_own_session": "ends once, whoever does it",
    "end_own_sessions": "ends once, whoever does it",
    "end_person_session": "ends once, whoever does it",
    "confirm_totp": "the code is of the secret that was shown",
    "remove_totp": "there is one or none",
    "rename_passkey": "the caller's own label",
    "remove_passkey": "goes once, whoever does it",
    "unlink_identity": "goes once, whoever does it",
    "sign_out": "ends the caller's own session",
    "lift_suppression": "goes once, whoever does it",
    "remove_file": "goes once, whoever does it",
    "settle_report_comment": "one word: the last one counts",
    "withdraw_report_comment": "goes once, whoever does it",
    "remove_report_file": "goes once, whoever does it",
    "remove_rendering": "the caller's own file is there or is not",
    **dict.fromkeys(
        ("publish_programme", "publish_project", "publish_report"),
        "names the draft that was looked at",
    ),
    **dict.fromkeys(
        ("unpublish_programme", "unpublish_project", "unpublish_report"),
        "goes once, whoever does it",
    ),
    "change_notification": "the caller's own marks, set and not computed",
}


@pytest.mark.parametrize("service", SERVICES)
def test_committed_document_is_what_the_code_says(service: str) -> None:
    path = ROOT / "services" / service / "openapi.json"
    current = json.dumps(
        document(service), indent=2, ensure_ascii=False, sort_keys=True
    )

    assert path.read_text() == current + "\n", "run `make openapi` and review the diff"


@pytest.mark.parametrize("service", SERVICES)
def test_document_is_openapi_3_1_and_tells_where_it_is_served(service: str) -> None:
    assert document(service)["openapi"].startswith("3.1")
    assert document(service)["servers"][0]["url"].startswith("/api/")
    assert len(document(service)["info"]["description"]) > 20


@every_operation
def test_operation_is_described(operation: Operation) -> None:
    assert operation.name.isidentifier()
    assert operation.name == operation.name.lower()
    assert operation.definition["summary"]
    assert operation.definition["tags"]
    assert {"4XX", "503"} <= operation.definition["responses"].keys()


@every_operation
def test_bodies_have_examples_that_fit(operation: Operation) -> None:
    bodies = [operation.definition.get("requestBody", {}), operation.success[1]]
    found = [
        media
        for body in bodies
        for kind, media in body.get("content", {}).items()
        if kind == "application/json" and media["schema"]
    ]
    for media in found:
        components = {"components": document(operation.service)["components"]}
        validator = jsonschema_rs.validator_for(media["schema"] | components)
        validator.validate(media["example"])


@every_operation
def test_request_bodies_refuse_unknown_fields(operation: Operation) -> None:
    for kind, media in operation.request_bodies.items():
        if kind != "application/json":
            continue
        for name, schema in reachable(operation.service, media["schema"]):
            assert schema.get("additionalProperties") is False, name


@every_operation
def test_request_bodies_hold_written_examples(operation: Operation) -> None:
    for kind, media in operation.request_bodies.items():
        if kind == "application/json":
            schema = resolved(operation.service, media["schema"])
            assert schema.get("examples"), "give the model an example in its own words"


@every_operation
def test_response_fields_are_always_there(operation: Operation) -> None:
    for name, schema in reachable(operation.service, operation.response_schema):
        absent = schema["properties"].keys() - set(schema.get("required", []))
        assert {(name, field) for field in absent} <= MAY_BE_ABSENT


@every_operation
def test_money_is_text_and_floats_are_rare(operation: Operation) -> None:
    """A float cannot hold an amount; scores, widths and heights are no amounts."""
    for name, schema in reachable(operation.service, operation.response_schema):
        floats = {
            field
            for field, part in schema["properties"].items()
            if "number" in {one.get("type") for one in part.get("anyOf", [part])}
        }
        assert floats <= {"score", "width", "ratio"}, name


def is_list(operation: Operation) -> bool:
    schema = resolved(operation.service, operation.response_schema)
    return operation.is_safe and "items" in schema.get("properties", {})


@every_operation
def test_lists_are_paged(operation: Operation) -> None:
    if not is_list(operation) or operation.name in WHOLE_LISTS:
        return
    parameters = operation.parameters
    limit: Schema = parameters["limit"]["schema"]
    schema = resolved(operation.service, operation.response_schema)

    assert {"cursor", "with_total"} <= parameters.keys()
    assert (limit["minimum"], limit["maximum"]) == (1, MAX_LIMIT)
    assert limit["default"] == DEFAULT_LIMIT
    assert {"items", "next_cursor", "total"} <= schema["properties"].keys()


def test_listed_exceptions_exist() -> None:
    names = {operation.name for operation in ALL}

    assert names >= WHOLE_LISTS
    assert names >= CHANGES_WITHOUT_VERSION.keys()


@every_operation
def test_changes_name_the_version_they_were_made_on(operation: Operation) -> None:
    if operation.method not in {"PATCH", "PUT", "DELETE"}:
        return
    if operation.name in CHANGES_WITHOUT_VERSION:
        return
    assert operation.parameters["if-match"]["required"]
    assert {"412", "428"} <= operation.definition["responses"].keys()


@every_operation
def test_unsafe_operations_take_an_idempotency_key(operation: Operation) -> None:
    may_be_repeated = not operation.is_safe and operation.path not in UNREPEATED
    assert ("idempotency-key" in operation.parameters) is may_be_repeated


@every_operation
def test_only_what_is_public_needs_no_session(operation: Operation) -> None:
    assert (not operation.definition.get("security")) == (operation.name in PUBLIC)
