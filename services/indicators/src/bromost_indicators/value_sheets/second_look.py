"""Values of a file that are worth a second look, told before they are stored."""

from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.languages import Language
from bromost_indicators.calculation.outliers import Finding
from bromost_indicators.figures import written
from bromost_indicators.value_checks.repository import ValueCheckRepository
from bromost_indicators.value_checks.series import SeriesBook, value_of

from .comparing import Comparison
from .messages import message
from .plan import Plan


async def look_twice(
    session: AsyncSession, plan: Plan, done: Comparison, *, actor: Actor
) -> None:
    """Tell of what would be stored where it is unlike the values before it."""
    entries = [made.entry for made in done.made if made.entry is not None]
    said = (value_of(plan.ground, entry) for entry in entries)
    values = [value for value in said if value is not None]
    indicators = {value.indicator_id for value in values}
    repository = ValueCheckRepository(session)
    book = SeriesBook(await repository.values(indicators, visible_to=actor))
    # What the file says of other periods is said with it.
    for value in values:
        book.say(value)
    found = {
        (value.period_id, value.place_id): finding
        for value in values
        if (finding := book.finding(value)) is not None
    }
    for told in done.told:
        line, span = told.said.line, told.said.span
        period = plan.periods.get((line.indicator_id, span))
        if period is not None and not line.leaf and told.outcome == "saved":
            told.finding = found.get((period.id, line.place_id))


def finding_words(finding: Finding, decimals: int, language: Language) -> str:
    """Why it is worth a second look, in the reader's words."""

    def say(value: Decimal | None, digits: int = decimals) -> str:
        text = written(value, digits) or ""
        return text if language == "en" else text.replace(".", ",")

    code: str = finding.code
    if finding.times is not None:
        code = "far_above_times"
    if finding.of_increase:
        code = f"increase_{code}"
    before = finding.before
    return message(code, language, None).format(
        times=say(finding.times, 1),
        low=say(finding.low),
        high=say(finding.high),
        before=say(before.value) if before else "",
        starts_on=before.starts_on if before else "",
        ends_on=before.ends_on if before else "",
    )
