"""Values of a file that are worth a second look, told before they are stored."""

from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.languages import Language, in_language
from bromost_indicators.calculation.outliers import Finding
from bromost_indicators.figures import written
from bromost_indicators.value_checks.crossing import Broken
from bromost_indicators.value_checks.remarks import Remark, Remarks
from bromost_indicators.value_checks.repository import ValueCheckRepository
from bromost_indicators.value_checks.series import value_of

from .comparing import Comparison
from .messages import message
from .plan import Plan


async def look_twice(
    session: AsyncSession, plan: Plan, done: Comparison, *, actor: Actor
) -> None:
    """Tell of what would be stored where it is unlike the values before it."""
    repository = ValueCheckRepository(session)
    cross = await repository.cross_checks(plan.owner)
    entries = [made.entry for made in done.made if made.entry is not None]
    values = [value_of(plan.ground, entry) for entry in entries]
    indicators = {value.indicator_id for value in values}
    remarks = Remarks(cross, await repository.values(indicators, visible_to=actor))
    # What rules hold it against was read with the ground.
    for entry in plan.ground.newest.values():
        if cross.names(plan.ground.periods[entry.period_id].indicator_id):
            cross.say(value_of(plan.ground, entry))
    # What the file says of other periods is said with it.
    for value in values:
        remarks.say(value)
    found = {
        (value.period_id, value.place_id): here
        for value in values
        if (here := remarks.of(value))
    }
    for told in done.told:
        line, span = told.said.line, told.said.span
        period = plan.periods.get((line.indicator_id, span))
        if period is not None and not line.leaf and told.outcome == "saved":
            told.remarks = found.get((period.id, line.place_id), [])


def remark_code(remark: Remark) -> str:
    return "cross_check" if isinstance(remark, Broken) else remark.code


def remark_words(remark: Remark, decimals: int, language: Language) -> str:
    """Why it is worth a second look, in the reader's words."""
    if isinstance(remark, Broken):
        return _broken_words(remark, language)
    return _finding_words(remark, decimals, language)


def _broken_words(broken: Broken, language: Language) -> str:
    """What the programme says of its rule, and the values that break it."""
    first, *others = [
        f"{in_language(use.title, language, use.original_language)}"
        f" ({_say(value.value, value.rule.decimals, language)})"
        for use, value in broken.values
    ]
    said = message(f"cross_{broken.rule.comparison}", language, None)
    told = in_language(broken.rule.message, language, broken.rule.original_language)
    if not told.endswith((".", "!", "?", "…")):
        told += "."
    return f"{told} {said.format(first=first, others=' + '.join(others))}"


def _say(value: Decimal | None, digits: int, language: Language) -> str:
    text = written(value, digits) or ""
    return text if language == "en" else text.replace(".", ",")


def _finding_words(finding: Finding, decimals: int, language: Language) -> str:
    """Why it is worth a second look, in the reader's words."""

    def say(value: Decimal | None, digits: int = decimals) -> str:
        return _say(value, digits, language)

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
