"""Makes the OpenAPI document tell all that the kernel does, in one place for all."""

from collections.abc import Collection
from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from .edge import SAFE_METHODS
from .examples import add_examples
from .idempotency import MAX_KEY_LENGTH
from .problems import PROBLEM_RESPONSES, Problem
from .versions import ETAG_HEADER, ETAG_PATTERN

_SCHEMAS = "#/components/schemas/"
_IDEMPOTENCY_KEY = {
    "name": "idempotency-key",
    "in": "header",
    "required": False,
    "description": "A repeated request with the same key gets the first one's answer.",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": MAX_KEY_LENGTH,
        "title": "Idempotency-Key",
        "examples": ["0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b"],
    },
}
_EXPECTED_VERSION = {
    "name": "if-match",
    "in": "header",
    "required": True,
    "description": 'The `ETag` that the change was made on, e.g. `"3"`.',
    "schema": {"type": "string", "pattern": ETAG_PATTERN, "examples": ['"3"']},
}
_VERSION_REFUSALS = {
    "412": "Somebody else changed it since; `current` is how it looks now.",
    "428": "`If-Match` is missing.",
}


def complete_document(app: FastAPI, never_repeated: Collection[str] = ()) -> None:
    """Let `app.openapi()` answer with the completed document."""
    make = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = make()
            _one_error_shape(document)
            for path, methods in document["paths"].items():
                for method, operation in methods.items():
                    repeats = method.upper() not in SAFE_METHODS
                    repeats = repeats and path not in never_repeated
                    _complete(operation, document, repeats=repeats)
            add_examples(document)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented hook


def _one_error_shape(document: dict[str, Any]) -> None:
    """Put `Problem` into the document; FastAPI's own error schemas go."""
    _, definitions = models_json_schema(
        [(Problem, "serialization")], ref_template=_SCHEMAS + "{model}"
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(definitions["$defs"])
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    document["components"]["schemas"] = dict(sorted(schemas.items()))


def _complete(
    operation: dict[str, Any], document: dict[str, Any], *, repeats: bool
) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    given = operation.get("parameters", [])
    versioned = any(one["name"] == "if-match" for one in given)
    parameters = [one for one in given if one["name"] != "if-match"]
    if versioned:
        parameters.append(_EXPECTED_VERSION)
        for status, meaning in _VERSION_REFUSALS.items():
            refusal = PROBLEM_RESPONSES["4XX"] | {"description": meaning}
            responses.setdefault(status, refusal)
    if repeats:
        parameters.append(_IDEMPOTENCY_KEY)
    if parameters:
        operation["parameters"] = parameters
    for status, response in responses.items():
        if status.startswith("2") and _has_version(response, document):
            response.setdefault("headers", {}).setdefault("ETag", ETAG_HEADER)


def _has_version(response: dict[str, Any], document: dict[str, Any]) -> bool:
    """Whether the body is one thing that counts its versions."""
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").removeprefix(_SCHEMAS)
    described = document["components"]["schemas"].get(name, schema)
    return "version" in described.get("properties", {})
