"""Every operation of the three OpenAPI documents, so that a new route is tested too."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi import FastAPI
from pydantic import SecretStr

from bromost_api.app import create_app as create_registry
from bromost_api.settings import Settings as RegistrySettings
from bromost_indicators.app import create_app as create_indicators
from bromost_indicators.settings import Settings as IndicatorSettings
from bromost_notifications.app import create_app as create_notifications
from bromost_notifications.settings import Settings as NotificationSettings

Schema = dict[str, Any]

SERVICES = ("api", "indicators", "notifications")
MOUNTS = {
    "api": "/api/registry",
    "indicators": "/api/indicators",
    "notifications": "/api/notifications",
}
SAFE = {"GET", "HEAD"}
# What answers without a session.
PUBLIC = {
    "read_calendar",
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
    "get_privacy_notice",
    "ask_for_password_reset",
    "reset_password",
    "sign_out",
    "list_identity_providers",
    "sign_in_at_provider",
    "return_from_provider",
    "sign_out_at_provider",
    "sign_out_here_and_there",
    # The provider signs what it says.
    "end_sessions_of_provider",
    "look_up_invitation",
    "accept_invitation",
    "accept_invitation_at_provider",
    "open_contribution",
    "look_up_stop_link",
    "visit_stop_link",
    "stop_mails",
}


@dataclass(frozen=True)
class Operation:
    """One method of one path of one service."""

    service: str
    method: str
    path: str
    definition: Schema

    @property
    def name(self) -> str:
        return str(self.definition["operationId"])

    @property
    def is_safe(self) -> bool:
        return self.method in SAFE

    @property
    def parameters(self) -> dict[str, Schema]:
        return {one["name"]: one for one in self.definition.get("parameters", [])}

    @property
    def request_bodies(self) -> dict[str, Schema]:
        """Media type → description of what may be sent."""
        return dict(self.definition.get("requestBody", {}).get("content", {}))

    @property
    def success(self) -> tuple[str, Schema]:
        return next(
            (status, response)
            for status, response in self.definition["responses"].items()
            # A browser that is sent on has been served, too.
            if status.startswith(("2", "303"))
        )

    @property
    def response_schema(self) -> Schema:
        """The JSON that success answers with; empty when it answers otherwise."""
        media = self.success[1].get("content", {}).get("application/json", {})
        return dict(media.get("schema", {}))

    def url(self, **values: str) -> str:
        """The path within the service; parameters not given are a random-looking id."""
        path = self.path
        for name, parameter in self.parameters.items():
            if parameter["in"] == "path":
                value = values.get(name, example_of(parameter["schema"]))
                path = path.replace(f"{{{name}}}", value)
        return path


def example_of(schema: Schema) -> str:
    if schema.get("type") == "integer":
        return "1"
    if "const" in schema:
        return str(schema["const"])
    if "enum" in schema:
        return str(schema["enum"][0])
    return "0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b"


@cache
def apps() -> dict[str, FastAPI]:
    unused = SecretStr("postgresql+asyncpg://")
    return {
        "api": create_registry(RegistrySettings(database_url=unused)),
        "indicators": create_indicators(IndicatorSettings(database_url=unused)),
        "notifications": create_notifications(
            NotificationSettings(database_url=unused)
        ),
    }


@cache
def document(service: str) -> Schema:
    return apps()[service].openapi()


def operations() -> list[Operation]:
    return [
        Operation(service, method.upper(), path, definition)
        for service in SERVICES
        for path, methods in document(service)["paths"].items()
        for method, definition in methods.items()
    ]


def label(operation: Operation) -> str:
    return f"{operation.service}.{operation.name}"


def resolved(service: str, schema: Schema) -> Schema:
    """`schema`, or what it refers to."""
    while "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = document(service)["components"]["schemas"][name]
    return schema


def reachable(service: str, schema: Schema) -> Iterator[tuple[str, Schema]]:
    """All object schemas within `schema`, each once, with a name for messages."""
    seen: set[str] = set()
    waiting: list[tuple[str, Any]] = [("", schema)]
    while waiting:
        name, part = waiting.pop()
        if isinstance(part, list):
            waiting += [(name, one) for one in part]
            continue
        if not isinstance(part, dict):
            continue
        if isinstance(part.get("$ref"), str):
            name = part["$ref"].rpartition("/")[2]
            if name in seen:
                continue
            seen.add(name)
            part = resolved(service, part)
        if "properties" in part:
            yield name, part
        waiting += [
            (f"{name}.{key}", value)
            for key, value in part.items()
            if key not in {"examples", "example", "default", "enum"}
        ]
