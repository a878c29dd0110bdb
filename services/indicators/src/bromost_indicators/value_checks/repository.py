from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, any_, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import any_of
from bromost_common.languages import Language
from bromost_common.paging import AnyRow
from bromost_indicators.calculation.cross_checks import Comparison
from bromost_indicators.calculation.rules import Rule, rule_on
from bromost_indicators.contribution_links.models import (
    ContributionAsk,
    ContributionLink,
)
from bromost_indicators.cross_checks.models import CrossCheck
from bromost_indicators.cross_checks.repository import holds_for
from bromost_indicators.definitions.models import DefinitionVersion
from bromost_indicators.entries.checking import WITH_VALUE
from bromost_indicators.entries.models import Entry
from bromost_indicators.entries.rows import RuleRow
from bromost_indicators.indicators.models import Indicator, IndicatorVersion, Period
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.projects.repository import visible_entries, visible_results
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import of_owner

from .crossing import CrossBook, HeldRule, Use, chosen
from .models import CheckConfirmation
from .series import Value, named_rule


class Newest(NamedTuple):
    """The newest entry of a period at a place, which waits to be accepted."""

    title: dict[str, str]
    original_language: str
    value: Value


class ValueCheckRepository:
    """What checks are made of, and the confirmations."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def waiting(
        self, owner_id: UUID, *, entry_id: UUID | None = None, visible_to: Actor
    ) -> list[Newest]:
        """What was said last and is not accepted yet, in the order of the days."""
        statement = (
            select(*_SAID, Indicator.title, Result.original_language)
            .join(Period, Period.id == Entry.period_id)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(
                Entry.id.in_(_newest(owner_id, visible_to)),
                Entry.status != "accepted",
                Entry.state.in_(WITH_VALUE),
                Entry.value.is_not(None),
            )
            .order_by(Period.starts_on, Indicator.id, Entry.place_id, Entry.id)
        )
        if entry_id is not None:
            statement = statement.where(Entry.id == entry_id)
        rows = (await self._session.execute(statement)).all()
        rules = await self.rules({row.indicator_id for row in rows})
        return [
            Newest(row.title, row.original_language, _value(row, rules)) for row in rows
        ]

    async def values(
        self, indicators: Collection[UUID], *, visible_to: Actor
    ) -> list[Value]:
        """Of each period and place what was accepted last, and what was said last."""
        return await self._said(indicators, visible_entries(visible_to, Entry, Result))

    async def values_asked(
        self, indicators: Collection[UUID], link: ContributionLink
    ) -> list[Value]:
        """The same, as far as a link lets see: what it asks for, else what counts."""
        asked = select(ContributionAsk.period_id).where(
            ContributionAsk.link_id == link.id
        )
        return await self._said(
            indicators,
            Entry.place_id.is_not_distinct_from(link.place_id),
            or_(Entry.status == "accepted", Entry.period_id.in_(asked)),
        )

    async def _said(
        self, indicators: Collection[UUID], *seen: ColumnElement[bool]
    ) -> list[Value]:
        is_accepted = Entry.status == "accepted"
        rows = await self._session.execute(
            select(*_SAID)
            .ext(distinct_on(Entry.period_id, Entry.place_id, is_accepted))
            .join(Period, Period.id == Entry.period_id)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(Indicator.id == any_of(indicators), *seen)
            .order_by(Entry.period_id, Entry.place_id, is_accepted, Entry.number.desc())
        )
        rules = await self.rules(indicators)
        return [_value(row, rules) for row in rows]

    async def cross_checks(self, owner: OwnerRef) -> CrossBook:
        """The rules that hold among the indicators that the owner uses now."""
        found = await self._session.execute(
            select(
                CrossCheck,
                DefinitionVersion.definition_id,
                Indicator.id.label("indicator_id"),
                *(Indicator.result_id, Indicator.side_id, Indicator.title),
                Result.original_language,
            )
            .join(
                DefinitionVersion,
                DefinitionVersion.definition_id == any_(CrossCheck.definition_ids),
            )
            .join(Indicator, Indicator.definition_version_id == DefinitionVersion.id)
            .join(Result, Result.id == Indicator.result_id)
            .where(
                holds_for(owner),
                of_owner(owner.id),
                Indicator.archived_at.is_(None),
                Result.archived_at.is_(None),
            )
            .order_by(CrossCheck.id, Indicator.id)
        )
        rows: Sequence[AnyRow] = found.all()
        checks: dict[UUID, CrossCheck] = {}
        uses: defaultdict[UUID, defaultdict[UUID, list[Use]]]
        uses = defaultdict(lambda: defaultdict(list))
        for row in rows:
            checks[row.CrossCheck.id] = row.CrossCheck
            use = Use(*(getattr(row, name) for name in Use._fields))
            uses[row.CrossCheck.id][row.definition_id].append(use)
        return CrossBook(
            _held(check, together)
            for check in checks.values()
            for together in chosen(check.definition_ids, uses[check.id])
        )

    async def rules(
        self, indicators: Collection[UUID]
    ) -> dict[UUID, list[tuple[date | None, Rule]]]:
        """By which rules each goes since when."""
        found = await self._session.execute(
            select(
                IndicatorVersion.indicator_id,
                IndicatorVersion.starts_on,
                *(getattr(DefinitionVersion, name) for name in RuleRow._fields),
            )
            .join(
                DefinitionVersion,
                DefinitionVersion.id == IndicatorVersion.definition_version_id,
            )
            .where(IndicatorVersion.indicator_id == any_of(indicators))
            .order_by(IndicatorVersion.indicator_id, IndicatorVersion.number)
        )
        series: dict[UUID, list[tuple[date | None, Rule]]] = {}
        for indicator_id, starts_on, *rule in found:
            told = named_rule(RuleRow(*rule))
            series.setdefault(indicator_id, []).append((starts_on, told))
        return series

    async def meaning(self, cross_check_id: UUID) -> str | None:
        """What the rule asks for."""
        wanted = select(CrossCheck.meaning).where(CrossCheck.id == cross_check_id)
        return await self._session.scalar(wanted)

    async def confirmations(
        self, entry_ids: Collection[UUID]
    ) -> dict[UUID, list[AnyRow]]:
        """By entry the newest of each finding."""
        found = await self._session.execute(
            select(
                CheckConfirmation.id,
                CheckConfirmation.entry_id,
                CheckConfirmation.finding,
                CheckConfirmation.meaning,
                CheckConfirmation.comment,
                CheckConfirmation.account_id,
                CheckConfirmation.at,
                ACCOUNTS.c.display_name.label("who"),
                ACCOUNTS.c.link_of,
            )
            .ext(distinct_on(*_ABOUT))
            .outerjoin(ACCOUNTS, ACCOUNTS.c.id == CheckConfirmation.account_id)
            .where(CheckConfirmation.entry_id == any_of(entry_ids))
            .order_by(*_ABOUT, CheckConfirmation.id.desc())
        )
        confirmed: defaultdict[UUID, list[AnyRow]] = defaultdict(list)
        for row in found:
            confirmed[row.entry_id].append(row)
        return confirmed

    async def count(self, entry_id: UUID) -> int:
        counted = (
            select(func.count())
            .select_from(CheckConfirmation)
            .where(CheckConfirmation.entry_id == entry_id)
        )
        return await self._session.scalar(counted) or 0

    async def confirm(self, confirmation: CheckConfirmation) -> None:
        self._session.add(confirmation)
        await self._session.flush()


_ABOUT = (
    CheckConfirmation.entry_id,
    CheckConfirmation.finding,
    CheckConfirmation.meaning,
)
_SAID = (
    Entry.id.label("entry_id"),
    Entry.number,
    Entry.period_id,
    Entry.place_id,
    Entry.value,
    Entry.state,
    Entry.status,
    Period.indicator_id,
    Period.starts_on,
    Period.ends_on,
)


def _newest(owner_id: UUID, visible_to: Actor) -> Select[UUID]:
    """What was said last of each period and place, of those one sees."""
    return (
        select(Entry.id)
        .ext(distinct_on(Entry.period_id, Entry.place_id))
        .join(Period, Period.id == Entry.period_id)
        .join(Indicator, Indicator.id == Period.indicator_id)
        .join(Result, Result.id == Indicator.result_id)
        .where(
            of_owner(owner_id),
            Indicator.archived_at.is_(None),
            Result.archived_at.is_(None),
            visible_results(visible_to, Result),
            visible_entries(visible_to, Entry, Result),
        )
        .order_by(Entry.period_id, Entry.place_id, Entry.number.desc())
    )


def _value(row: AnyRow, rules: dict[UUID, list[tuple[date | None, Rule]]]) -> Value:
    return Value(
        entry_id=row.entry_id,
        number=row.number,
        period_id=row.period_id,
        indicator_id=row.indicator_id,
        place_id=row.place_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        rule=rule_on(rules[row.indicator_id], row.starts_on),
        state=row.state,
        value=row.value,
        is_accepted=row.status == "accepted",
    )


def _held(check: CrossCheck, uses: tuple[Use, ...]) -> HeldRule:
    return HeldRule(
        check.id,
        cast("Comparison", check.comparison),
        cast("dict[Language, str]", check.message),
        cast("Language", check.original_language),
        check.meaning,
        uses,
    )
