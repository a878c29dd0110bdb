"""The framework that there is, as its sheets say it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from bromost_indicators.contributions.schemas import ContributionOut
from bromost_indicators.frameworks.schemas import (
    FrameworkGraphOut,
    ResultAbove,
    ResultWithIndicators,
)
from bromost_indicators.indicators.presenting import plain
from bromost_indicators.indicators.schemas import IndicatorOut, PeriodOut
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.results.schemas import ResultOut

from .columns import COLUMNS, OF_RULE, PARTS, Part
from .rows import Known, Said

_PREFIX = {
    "input": "IN",
    "activity": "AC",
    "output": "OP",
    "outcome": "OC",
    "impact": "IM",
}


@dataclass
class Present:
    """All that there is, by part and in its order."""

    owner: OwnerRef
    parts: dict[Part, list[Known]]
    goals: Sequence[UUID]
    by_id: dict[UUID, Known] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {one.id: one for known in self.parts.values() for one in known}


def present(
    owner: OwnerRef, results: Sequence[ResultWithIndicators], graph: FrameworkGraphOut
) -> Present:
    parts: dict[Part, list[Known]] = {part: [] for part in (*PARTS, "above")}
    goals = [goal.id for goal in graph.goals]
    parts["above"] = list(_above(graph.above))
    numbers = dict.fromkeys(_PREFIX, 0)
    for result in results:
        numbers[result.kind] += 1
        code = f"{_PREFIX[result.kind]}{numbers[result.kind]}"
        parts["results"].append(_result(result, code, goals))
        for place, indicator in enumerate(result.indicators, 1):
            shown = _indicator(indicator, f"{code}.{place}")
            parts["indicators"].append(shown)
            parts["periods"] += [_period(one, shown) for one in indicator.periods]
    ends = {one.id for name in ("results", "above") for one in parts[name]}
    own = {one.id for one in parts["results"]}
    parts["links"] = [
        _link(one)
        for one in graph.contributions
        if one.from_result_id in own and one.to_result_id in ends
    ]
    return Present(owner, parts, goals)


def _above(results: Iterable[ResultAbove]) -> Iterable[Known]:
    numbers = dict.fromkeys(_PREFIX, 0)
    for result in results:
        numbers[result.kind] += 1
        code = f"P-{_PREFIX[result.kind]}{numbers[result.kind]}"
        said = _said("above", {"kind": result.kind, "title": result.title})
        yield Known("above", result.id, 1, code, said, result)


def _result(result: ResultOut, code: str, goals: Sequence[UUID]) -> Known:
    served = sorted(goals.index(one) + 1 for one in result.goal_ids if one in goals)
    inside = result.inside_municipal_tasks
    told = {
        **result.model_dump(include={"kind", "title", "description", "builds"}),
        "municipal_task": result.municipal_task,
        "goals": ", ".join(map(str, served)),
        "inside_municipal_tasks": None if inside is None else "yes" if inside else "no",
    }
    said = _said("results", told)
    return Known("results", result.id, result.version, code, said, result)


def _link(link: ContributionOut) -> Known:
    told = {
        "from": link.from_result_id,
        "to": link.to_result_id,
        "strength": link.strength,
        "assumption": link.assumption,
    }
    return Known("links", link.id, link.version, "", _said("links", told), link)


def _indicator(indicator: IndicatorOut, code: str) -> Known:
    told = indicator.model_dump()
    if not indicator.definition.is_own:
        told |= dict.fromkeys(OF_RULE)
    told |= {
        "result": indicator.result_id,
        "definition": indicator.definition.code,
    }
    said = _said("indicators", told)
    version = indicator.version
    return Known("indicators", indicator.id, version, code, said, indicator)


def _period(period: PeriodOut, indicator: Known) -> Known:
    told = {**period.model_dump(), "indicator": indicator.id}
    said = _said("periods", told)
    return Known("periods", period.id, period.version, indicator.code, said, period)


def _said(part: Part, told: Mapping[str, Any]) -> Said:
    """Each column's text; of what is not said, nothing."""
    said: Said = {}
    for column in COLUMNS[part]:
        value = told.get(column.field)
        if column.language:
            value = (value or {}).get(column.language)
        if value is not None and value != "" and column.form != "code":
            number = column.form == "number"
            said[column.name] = plain(Decimal(value)) if number else str(value)
    return said
