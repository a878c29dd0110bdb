"""What is read of indicators and their values for figures; and what SQL hands up."""

from typing import Any

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnClause,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Text,
    Uuid,
    cast,
    column,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from bromost_indicators.calculation.status import TOLERANCE
from bromost_indicators.definitions.models import DefinitionAxis, DefinitionVersion
from bromost_indicators.entries.models import Entry, EntryCell
from bromost_indicators.indicators.models import Indicator, IndicatorVersion, Period
from bromost_indicators.indicators.series import MEASURE
from bromost_indicators.programme_rules.models import ProgrammeRules
from bromost_indicators.projects.repository import PROJECTS
from bromost_indicators.results.models import Result

from .models import AMOUNT, EXACT

_TARGET = (
    *("target_value", "target_numerator", "target_denominator"),
    *("target_low", "target_high"),
)
INDICATOR = (
    Indicator.id,
    Indicator.baseline_value,
    Indicator.baseline_on,
    *(getattr(Indicator, name) for name in _TARGET),
    Indicator.target_on,
    func.coalesce(ProgrammeRules.tolerance, TOLERANCE).label("tolerance"),
)
# With what their programmes say of all of theirs.
INDICATORS = (
    select(*INDICATOR)
    .join(Result, Result.id == Indicator.result_id)
    .outerjoin(PROJECTS, PROJECTS.c.id == Result.project_id)
    .outerjoin(
        ProgrammeRules,
        ProgrammeRules.programme_id
        == func.coalesce(Result.programme_id, PROJECTS.c.programme_id),
    )
    .order_by(Indicator.id)
)
# With its result and its project: what it told counts, and nothing more will come.
IS_ARCHIVED = or_(
    Indicator.archived_at.is_not(None),
    Result.archived_at.is_not(None),
    func.coalesce(PROJECTS.c.archived, false()),
).label("archived")
# With the rule, so that whoever breaks nothing down is not asked by itself.
AXES = func.array(
    select(DefinitionAxis.axis_id)
    .where(DefinitionAxis.definition_version_id == DefinitionVersion.id)
    .order_by(DefinitionAxis.position)
    .correlate(DefinitionVersion)
    .scalar_subquery(),
    type_=ARRAY(Uuid()),
).label("axes")
RULE = (
    IndicatorVersion.indicator_id,
    IndicatorVersion.starts_on,
    IndicatorVersion.definition_version_id,
    *MEASURE,
    DefinitionVersion.cumulation,
    DefinitionVersion.over_time,
    DefinitionVersion.over_children,
    DefinitionVersion.population,
    DefinitionVersion.formula,
    AXES,
)
PERIOD = (
    Period.id,
    Period.indicator_id,
    Period.starts_on,
    Period.ends_on,
    *(getattr(Period, name) for name in _TARGET),
)
ENTRY = (
    *(Entry.id, Entry.period_id, Entry.place_id, Entry.number, Entry.state),
    *(Entry.value, Entry.numerator, Entry.denominator, Entry.status),
    Entry.is_partial,
)
_FEED: tuple[ColumnClause[Any], ...] = (
    column("period_id", Uuid),
    column("starts_on", Date),
    column("ends_on", Date),
    column("state", Text),
    *(column(name, EXACT) for name in AMOUNT[1:-1]),
    column("marks", ARRAY(Text)),
    column("reported", Boolean),
    column("rule", JSONB),
)
CELL = (
    *(EntryCell.entry_id, EntryCell.category_1, EntryCell.category_2),
    *(EntryCell.category_3, EntryCell.state, EntryCell.value),
    *(EntryCell.numerator, EntryCell.denominator),
)
_PAIR = (column("parent_id", Uuid), column("child_id", Uuid))
HANDED_UP = (
    *(*_PAIR, column("is_added", Boolean), column("weight", EXACT)),
    *_FEED,
)
BESIDE = (column("id", Uuid), column("formula", Text), column("code", Text))
OPERANDS = (*_PAIR, column("code", Text), *_FEED)
CELLS_HANDED_UP = (
    *_PAIR,
    column("cell", ARRAY(Uuid)),
    column("period_id", Uuid),
    column("state", Text),
    *(column(name, EXACT) for name in AMOUNT[1:-1]),
    column("marks", ARRAY(Text)),
    column("reported", Boolean),
)
CATEGORY = (
    *(column("id", Uuid), column("axis_id", Uuid), column("axis_code", Text)),
    *(column("axis_name", JSONB), column("original_language", Text)),
    *(column("code", Text), column("name", JSONB), column("position", Integer)),
    *(column("is_unknown", Boolean), column("archived", Boolean)),
)


def as_fed(told: FromClause) -> list[ColumnElement[Any]]:
    """With the rule as it is written: many thousand rows go by few of them."""
    return [cast(c, Text).label(c.name) if c.name == "rule" else c for c in told.c]
