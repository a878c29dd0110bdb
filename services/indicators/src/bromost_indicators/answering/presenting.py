"""What a link asks for, as the contract shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from bromost_common.paging import AnyRow
from bromost_indicators.contribution_links.models import ContributionLink
from bromost_indicators.definitions.models import DefinitionVersion
from bromost_indicators.entries.ground import Ground
from bromost_indicators.entries.models import EntryEvidence
from bromost_indicators.entries.presenting import cell_out
from bromost_indicators.entries.rows import EntryRow
from bromost_indicators.figures import written
from bromost_indicators.files.models import File
from bromost_indicators.files.presenting import file_out
from bromost_indicators.indicators.models import Indicator, Period
from bromost_indicators.indicators.presenting import plain
from bromost_indicators.results.models import Result
from bromost_indicators.value_checks.schemas import Remarkable

from .repository import AxisRow
from .schemas import Answer, AnswerEvidence, AskedAxis, AskedCategory, AskedRow, Earlier

# Who decides about it has it now, or has decided.
HANDED_ON = frozenset({"submitted", "verified", "accepted"})


@dataclass
class Known:
    """What is read beside the ground that the rows stand on."""

    told: Mapping[UUID, tuple[Period, Indicator, Result]]
    rules: Mapping[UUID, DefinitionVersion]
    axes: Mapping[UUID, list[AskedAxis]]
    earlier: Mapping[UUID, AnyRow]
    evidence: Mapping[UUID, list[tuple[EntryEvidence, File | None]]]
    checks: Mapping[UUID, list[Remarkable]]
    returned: Mapping[UUID, str | None] = field(default_factory=dict)


def axes_of(rows: Sequence[AxisRow]) -> dict[UUID, list[AskedAxis]]:
    found: dict[UUID, list[AskedAxis]] = {}
    for row in rows:
        axes = found.setdefault(row.version_id, [])
        if not axes or axes[-1].id != row.axis_id:
            named = {"id": row.axis_id, "name": row.axis_name, "categories": []}
            axes.append(AskedAxis.model_validate(named))
        category = AskedCategory.model_validate(
            {"id": row.category_id, "name": row.name, "archived": False}
        )
        axes[-1].categories.append(category)
    return found


def row_out(
    link: ContributionLink, ground: Ground, period_id: UUID, known: Known
) -> AskedRow:
    period, indicator, result = known.told[period_id]
    held = ground.periods[period_id]
    rule = known.rules[ground.rule(held).id]
    row = ground.row(held, link.place_id)
    answer = row.newest and _answer(link, row.newest, rule.decimals, ground, known)
    earlier = known.earlier.get(period_id)
    return AskedRow.model_validate(
        {
            **_told(period, indicator, result, rule),
            **_targets(period, rule.decimals, shown=link.shows_targets),
            "axes": known.axes.get(rule.id, []),
            "earlier": earlier and _earlier(earlier, rule.decimals),
            "answer": answer,
            "checks": known.checks.get(period_id, []),
            "locked_because": row.lock.reason if row.lock else None,
            "is_open": row.lock is None
            and not held.is_archived
            and (row.newest is None or row.newest.status not in HANDED_ON),
        }
    )


def _told(
    period: Period, indicator: Indicator, result: Result, rule: DefinitionVersion
) -> dict[str, object]:
    return {
        "period_id": period.id,
        "version": period.version,
        "indicator_id": indicator.id,
        "title": indicator.title,
        "original_language": result.original_language,
        "result_title": result.title,
        "definition_name": rule.name,
        "description": rule.description,
        "method": rule.method,
        "kind": rule.kind,
        "unit": rule.unit,
        "unit_name": rule.unit_name,
        "decimals": rule.decimals,
        "minimum": written(rule.minimum, rule.decimals),
        "maximum": written(rule.maximum, rule.decimals),
        "scale": rule.scale,
        "starts_on": period.starts_on,
        "ends_on": period.ends_on,
    }


def _targets(period: Period, decimals: int, *, shown: bool) -> dict[str, str | None]:
    return {
        name: written(getattr(period, name), decimals) if shown else None
        for name in ("target_value", "target_low", "target_high")
    }


def _earlier(row: AnyRow, decimals: int) -> Earlier:
    return Earlier(
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        state=row.state,
        value=written(row.value, decimals),
        numerator=plain(row.numerator),
        denominator=plain(row.denominator),
        text=row.text,
    )


def _answer(
    link: ContributionLink,
    entry: EntryRow,
    decimals: int,
    ground: Ground,
    known: Known,
) -> Answer:
    return Answer.model_validate(
        {
            "state": entry.state,
            "value": written(entry.value, decimals),
            "numerator": plain(entry.numerator),
            "denominator": plain(entry.denominator),
            "text": entry.text,
            "is_partial": entry.is_partial,
            "comment": entry.comment,
            "cells": [
                cell_out(one, decimals) for one in ground.cells.get(entry.id, [])
            ],
            "evidence": [
                AnswerEvidence(
                    name=one.name,
                    address=one.address,
                    file=file_out(file) if file else None,
                    is_own=file is not None and file.uploaded_by == link.id,
                )
                for one, file in known.evidence.get(entry.id, [])
            ],
            "status": entry.status,
            "recorded_at": entry.recorded_at,
            "returned_because": known.returned.get(entry.id)
            if entry.status == "returned"
            else None,
        }
    )
