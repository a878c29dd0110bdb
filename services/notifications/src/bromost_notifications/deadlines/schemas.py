from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

# What has a rule; the rest of a to-do list is told of in other ways.
Kind = Literal[
    "values_due",
    "values_returned",
    "values_to_verify",
    "values_to_accept",
    "baselines_missing",
    "contribution_unanswered",
    "report_due",
    "report_returned",
    "report_to_accept",
    "key_expiring",
    "project_ending",
]
# As many days the obligations around a day are looked at: notifications.reminder_steps.
MOST_DAYS, MOST_STEPS = 60, 12
DAYS_AHEAD = 30


class Step(BaseModel):
    """Who is reminded how many days before or after the day."""

    model_config = ConfigDict(extra="forbid")

    days: Annotated[int, Field(ge=-MOST_DAYS, le=MOST_DAYS)] = Field(
        description="Negative before the day, positive after it."
    )
    to: Literal["responsible", "project_coordinator", "programme_manager"]


class DeadlineRulesBody(BaseModel):
    """The steps of each kind; a kind that is left out goes by the default."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"rules": {"values_due": [{"days": -7, "to": "responsible"}]}}]
        },
    )

    rules: dict[Kind, Annotated[list[Step], Field(max_length=MOST_STEPS)]]

    @model_validator(mode="after")
    def _once(self) -> Self:
        for kind, steps in self.rules.items():
            if len({(one.days, one.to) for one in steps}) < len(steps):
                message = f"A step of {kind} is there twice."
                raise ValueError(message)
        return self


class DeadlineRule(BaseModel):
    """The steps that hold for a kind."""

    kind: str
    steps: list[Step]
    default_steps: list[Step] = Field(
        description="Those that hold where nothing else is laid down."
    )
    is_default: bool = Field(description="The programme laid down nothing else.")


class DeadlineRulesOut(BaseModel):
    """When who is reminded of what."""

    rules: list[DeadlineRule]
    version: int = Field(description="1 as long as nobody laid down anything.")


class RemindersAhead(BaseModel):
    """What one of the groups that the steps of a kind name would be told."""

    kind: str
    to: str
    messages: int = Field(description="One for a person and a day.")
    people: int


class DeadlinePreviewOut(BaseModel):
    """What would be told until a day if these rules held, as things stand now."""

    until: date
    messages: int
    people: int
    ahead: list[RemindersAhead] = Field(
        description="A person in two groups counts in both, and once altogether."
    )
