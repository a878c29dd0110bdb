"""Breaks indicators down by sex and age, and tells values cell by cell, over HTTP."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from httpx import AsyncClient

from .building import accept, add_indicator, add_period, created, record
from .test_axes import axis_body

AGES = [
    {"code": "young", "name": {"en": "Under 30"}},
    {"code": "old", "name": {"en": "30 and over"}},
]


class People(NamedTuple):
    """Two axes, with the ids of their categories."""

    sex: dict[str, Any]
    age: dict[str, Any]

    @property
    def axis_ids(self) -> list[str]:
        return [self.sex["id"], self.age["id"]]

    def id(self, code: str) -> str:
        axis = self.age if code in {"young", "old", "age?"} else self.sex
        code = "unknown" if code.endswith("?") else code
        return str(next(c["id"] for c in axis["categories"] if c["code"] == code))

    def cells(self, told: Mapping[Any, str | None]) -> list[dict[str, Any]]:
        """By the codes of their categories; those without a value are suppressed."""
        return [
            {
                "categories": [self.id(code) for code in codes],
                "value": value,
                "state": "suppressed" if value is None else "reported",
            }
            for codes, value in told.items()
        ]


async def add_axes(client: AsyncClient) -> People:
    age = axis_body(code="age", name={"en": "Age"}, categories=AGES)
    return People(
        await created(client, "/v1/axes", axis_body()),
        await created(client, "/v1/axes", age),
    )


async def add_broken_down(
    client: AsyncClient, project_id: UUID, axis_ids: list[str], **changes: Any
) -> Any:
    adding = {"cumulation": "none", "over_time": "sum", **changes}
    return await add_indicator(client, project_id, axis_ids=axis_ids, **adding)


async def tell(
    client: AsyncClient,
    indicator: dict[str, Any],
    year: int,
    value: str,
    cells: list[dict[str, Any]],
) -> dict[str, Any]:
    """A period with this value and its parts, accepted."""
    period = await add_period(client, indicator, year)
    answer = await record(client, period, value, cells=cells, is_partial=True)
    assert answer.status_code == 201, answer.text
    await accept(client, answer.json())
    told: dict[str, Any] = answer.json()
    return told


async def parts(client: AsyncClient, indicator: dict[str, Any], **query: Any) -> Any:
    path = f"/v1/indicators/{indicator['id']}/parts"
    answer = await client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def part(shown: dict[str, Any], *categories: str) -> Any:
    (found,) = (p for p in shown["parts"] if set(p["categories"]) == set(categories))
    return found


def values(shown: dict[str, Any], *categories: str) -> tuple[Any, Any]:
    """For life, and period by period."""
    found = part(shown, *categories)
    return found["life"]["value"], [p["shown"]["value"] for p in found["periods"]]
