"""Gives every JSON body an example, assembled where its author wrote none.

A written example of a model always wins. Otherwise the parts are put together: fields
that have an example of their own, words of the same subject's written examples
(`OrganisationOut` speaks like `OrganisationCreate`), and a plain value for the rest.
"""

import re
from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

_SCHEMAS = "#/components/schemas/"
_SUBJECT = re.compile(r"(?:Page_)?([A-Z][a-z]+)")
_BY_FORMAT = {
    "uuid": "0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b",
    "date": "2006-01-31",
    "date-time": "2026-11-22T09:30:00Z",
    "uri": "https://www.example.org/",
    "email": "officer@example.org",
}
_BY_TYPE: dict[str, Any] = {
    "string": "text",
    "integer": 1,
    "number": 1,
    "boolean": False,
    "null": None,
}
_DEEPEST = 8


def add_examples(document: Schema) -> None:
    """Write an `example` beside the schema of each JSON body that has none."""
    examples = _Examples(document["components"]["schemas"])
    for media in _json_bodies(document):
        if not {"example", "examples"} & media.keys():
            media["example"] = examples.of(media["schema"])


def _json_bodies(document: Schema) -> Iterator[Schema]:
    for path in document["paths"].values():
        for operation in path.values():
            bodies = [operation.get("requestBody", {})]
            bodies += [
                response
                for status, response in operation["responses"].items()
                if status.startswith("2")
            ]
            for body in bodies:
                media = body.get("content", {}).get("application/json")
                if media and media.get("schema"):
                    yield media


class _Examples:
    """Examples of the schemas of one document."""

    def __init__(self, schemas: dict[str, Schema]) -> None:
        self._schemas = schemas
        self._words: dict[str, dict[str, Any]] = {}
        for name, schema in schemas.items():
            for example in schema.get("examples", []):
                if isinstance(example, dict):
                    self._words.setdefault(_subject(name), {}).update(example)

    def of(self, schema: Schema, words: Schema | None = None, depth: int = 0) -> Any:
        if name := schema.get("$ref", "").removeprefix(_SCHEMAS):
            own = self._words.get(_subject(name), {})
            return self.of(self._schemas[name], (words or {}) | own, depth + 1)
        for key in ("examples", "enum"):
            if schema.get(key):
                return schema[key][0]
        if "const" in schema:
            return schema["const"]
        if choices := schema.get("anyOf", schema.get("oneOf")):
            return self.of(choices[0], words, depth)
        if all_of := schema.get("allOf"):
            return self.of(all_of[0], words, depth)
        return self._of_type(schema, words or {}, depth)

    def _of_type(self, schema: Schema, words: Schema, depth: int) -> Any:
        if "properties" in schema:
            return {
                name: self._of_property(name, part, words, depth)
                for name, part in schema["properties"].items()
            }
        kind = schema.get("type")
        if kind == "array":
            is_deep = depth > _DEEPEST and not schema.get("minItems")
            items = schema.get("items")
            return [self.of(items, {}, depth + 1)] if items and not is_deep else []
        if kind == "string":
            return _BY_FORMAT.get(schema.get("format", ""), _BY_TYPE["string"])
        if kind in {"integer", "number"} and "minimum" in schema:
            least = schema["minimum"]
            return int(least) if kind == "integer" else least
        return _BY_TYPE.get(str(kind), {})

    def _of_property(self, name: str, part: Schema, words: Schema, depth: int) -> Any:
        word = words.get(name)
        free = [one for one in part.get("anyOf", [part]) if one.get("type") == "string"]
        is_free = bool(free) and not {"format", "enum", "pattern"} & free[0].keys()
        if is_free and isinstance(word, str) and not part.get("examples"):
            return word
        return self.of(part, {}, depth)


def _subject(name: str) -> str:
    found = _SUBJECT.match(name)
    return found.group(1) if found else name
