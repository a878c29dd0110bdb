"""What answers without a session is a list, not an accident."""

import inspect
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from bromost_common.web.auth import current_actor
from bromost_indicators.answering.session import contributor

PUBLIC = {
    "issue_token",
    "get_jwks",
    "get_authorization_server",
    "is_live",
    "is_ready",
    "sign_in",
    "sign_in_with_code",
    "begin_sign_in_with_passkey",
    "sign_in_with_passkey",
    "list_sign_in_methods",
    "ask_for_password_reset",
    "reset_password",
    "sign_out",
    "look_up_invitation",
    "accept_invitation",
    # Before anybody is signed in, and where the provider signs its message.
    "list_identity_providers",
    "sign_in_at_provider",
    "return_from_provider",
    "accept_invitation_at_provider",
    "sign_out_at_provider",
    "sign_out_here_and_there",
    "end_sessions_of_provider",
    "get_privacy_notice",
    # A secret is exchanged for a session that is good for its own rows.
    "open_contribution",
    # A calendar has no cookie: the secret in its address says whose it is.
    "read_calendar",
    # The link in a mail says whose it is.
    "look_up_stop_link",
    "visit_stop_link",
    "stop_mails",
    # The pages for everybody: row-level security shows nobody what is not public.
    "portal_languages",
    "portal_stylesheet",
    "portal_robots",
    "portal_sitemap",
    "portal_feed",
    "portal_countries",
    "portal_picture",
    "portal_embed",
    "portal_front",
    "portal_programme",
    "portal_projects",
    "portal_project",
    "portal_report",
    "portal_practices",
    "portal_practice",
    "portal_accessibility",
    "portal_nothing",
}


def depends_on_actor(dependant: Dependant) -> bool:
    return dependant.call in {current_actor, contributor} or any(
        depends_on_actor(child) for child in dependant.dependencies
    )


def all_routes(routes: list[Any]) -> list[APIRoute]:
    found: list[APIRoute] = []
    for route in routes:
        if isinstance(route, APIRoute):
            found.append(route)
        elif included := getattr(route, "original_router", None):
            found += all_routes(included.routes)
    return found


@pytest.fixture
def apps(
    registry: FastAPI, indicators: FastAPI, notifications: FastAPI
) -> list[FastAPI]:
    return [registry, indicators, notifications]


def test_every_route_but_the_listed_ones_needs_an_actor(apps: list[FastAPI]) -> None:
    routes = [route for app in apps for route in all_routes(app.routes)]
    public = {r.name for r in routes if not depends_on_actor(r.dependant)}

    assert len(routes) >= 10
    assert public <= PUBLIC


def test_operation_ids_are_unique_function_names(apps: list[FastAPI]) -> None:
    for app in apps:
        ids = [
            operation["operationId"]
            for path in app.openapi()["paths"].values()
            for operation in path.values()
        ]
        assert len(ids) == len(set(ids))
        assert all(name.isidentifier() for name in ids)


def test_no_dependency_blocks_a_thread(apps: list[FastAPI]) -> None:
    def sync_calls(dependant: Dependant) -> list[str]:
        call = dependant.call
        kinds = (
            inspect.iscoroutinefunction,
            inspect.isasyncgenfunction,
            inspect.isclass,
        )
        fine = (
            call is None or any(kind(call) for kind in kinds) or callable_is_async(call)
        )
        mine = [] if fine else [repr(call)]
        return mine + [s for d in dependant.dependencies for s in sync_calls(d)]

    def callable_is_async(call: Any) -> bool:
        return inspect.iscoroutinefunction(type(call).__call__)

    for app in apps:
        for route in all_routes(app.routes):
            assert sync_calls(route.dependant) == []
