"""What a framework must have so that its results can be told: one list of checks.

They answer the evaluation of 2008: nobody could tie activities to goals, nobody had
baselines, and nobody could tell skills from infrastructure. Each check says of which
things it asks, and in SQL which of them offend; the names are those of the statements.
"""

from typing import Literal, NamedTuple

About = Literal["activity", "result", "indicator", "side"]


class Rule(NamedTuple):
    """One check."""

    code: str
    about: About
    offends: str
    # Of those things, the ones that it asks of.
    among: str = "true"


RULES: tuple[Rule, ...] = (
    Rule("activity_without_result", "activity", "led.id IS NULL"),
    Rule("result_without_goal", "result", "tied.id IS NULL"),
    Rule("result_without_indicator", "result", "NOT o.is_measured"),
    Rule("indicator_without_baseline", "indicator", "NOT has_baseline"),
    Rule("indicator_without_target", "indicator", "NOT has_target"),
    Rule("indicator_without_source", "indicator", "NOT has_source"),
    Rule("indicator_without_responsible", "indicator", "NOT has_responsible"),
    Rule(
        "activity_outside_municipal_tasks",
        "activity",
        "NOT o.inside_municipal_tasks",
        among="o.inside_municipal_tasks IS NOT NULL",
    ),
    Rule("activity_of_unknown_task", "activity", "o.inside_municipal_tasks IS NULL"),
    Rule("activity_of_unknown_kind", "activity", "o.builds IS NULL"),
    Rule("side_without_benefit", "side", "NOT has_benefit"),
)
# What each check is about, as a condition on the rows of its statement.
POPULATIONS: dict[About, str] = {
    "activity": "o.kind = 'activity'",
    "result": "o.kind IN ('output', 'outcome', 'impact')",
    "indicator": "true",
    "side": "true",
}
# What activities leave behind, as shares of all.
SPLIT = ("skills", "infrastructure", "both", "unknown")
