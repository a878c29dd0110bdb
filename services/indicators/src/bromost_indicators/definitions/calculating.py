"""A version of a definition as the calculation asks for it."""

from typing import cast

from bromost_indicators.calculation.rules import (
    Cumulation,
    Direction,
    Kind,
    Method,
    Population,
    Rule,
)

from .models import DefinitionVersion


def rule_of(version: DefinitionVersion) -> Rule:
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
