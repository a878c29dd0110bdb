"""A version of a definition as the calculation asks for it."""

from decimal import Decimal
from typing import Protocol, cast
from uuid import UUID

from bromost_indicators.calculation.rules import (
    Cumulation,
    Direction,
    Kind,
    Method,
    Population,
    Rule,
)


class Version(Protocol):
    """A `DefinitionVersion`, or the columns of one that the calculation needs."""

    @property
    def id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def decimals(self) -> int: ...
    @property
    def minimum(self) -> Decimal | None: ...
    @property
    def maximum(self) -> Decimal | None: ...
    @property
    def direction(self) -> str: ...
    @property
    def cumulation(self) -> str: ...
    @property
    def over_time(self) -> str: ...
    @property
    def over_children(self) -> str: ...
    @property
    def population(self) -> str: ...


def rule_of(version: Version) -> Rule:
    return Rule(
        version=version.id,
        kind=cast("Kind", version.kind),
        unit=version.unit,
        decimals=version.decimals,
        minimum=version.minimum,
        maximum=version.maximum,
        direction=cast("Direction", version.direction),
        cumulation=cast("Cumulation", version.cumulation),
        over_time=cast("Method", version.over_time),
        over_children=cast("Method", version.over_children),
        population=cast("Population", version.population),
    )
