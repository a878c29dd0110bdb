from datetime import time
from typing import Annotated, Literal, Self, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from .resolver import Because, Mode
from .topics import Category

MOST_RULES = 500
ChannelOrAny: TypeAlias = Literal["*", "inbox", "email"]
TimeOfDay: TypeAlias = Annotated[
    str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["07:00"])
]
TopicOrAny: TypeAlias = Annotated[
    str, Field(pattern=r"^(\*|[a-z.-]{3,60})$", examples=["entries.returned"])
]


class PreferenceRule(BaseModel):
    """A wish: how one hears of a topic by a channel; `*` is every one."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    topic: TopicOrAny
    channel: ChannelOrAny
    programme_id: UUID | None = Field(
        default=None, description="Only in this programme; null for all of them."
    )
    mode: Mode


class PreferenceRuleOut(PreferenceRule):
    """A wish as it is kept."""

    programme_id: UUID | None


class ClockSettings(BaseModel):
    """The clock that one's mail goes by."""

    model_config = ConfigDict(extra="forbid")

    time_zone: Annotated[str, Field(min_length=1, max_length=64)] = Field(
        description="A name of the IANA time zone database.", examples=["Europe/Oslo"]
    )
    quiet_from: TimeOfDay | None = Field(
        description="No mail from here on; null for no quiet hours."
    )
    quiet_to: TimeOfDay | None
    digest_at: TimeOfDay = Field(
        description="When the mail of a day or a week goes out."
    )
    digest_weekday: Annotated[int, Field(ge=1, le=7)] = Field(
        description="The day of the weekly mail; 1 is Monday."
    )

    @model_validator(mode="after")
    def _both_ends(self) -> Self:
        if (self.quiet_from is None) != (self.quiet_to is None):
            message = "Quiet hours need a beginning and an end."
            raise ValueError(message)
        return self


class PreferencesBody(BaseModel):
    """All of one's wishes: what is left out is no longer one."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "clock": {
                        "time_zone": "Europe/Oslo",
                        "quiet_from": "21:00",
                        "quiet_to": "07:00",
                        "digest_at": "07:00",
                        "digest_weekday": 1,
                    },
                    "rules": [{"topic": "*", "channel": "email", "mode": "daily"}],
                }
            ]
        },
    )

    clock: ClockSettings
    rules: Annotated[list[PreferenceRule], Field(max_length=MOST_RULES)]


class HowOne(BaseModel):
    """How one hears of a topic by a channel, and what decided that."""

    mode: Mode
    because: Because = Field(
        description="`own`: by a wish of one's own; `programme`: as its managers laid"
        " down; `mandatory`: always at once."
    )


class TopicOut(BaseModel):
    """A kind of news, and how one hears of it where the question was asked for."""

    key: str = Field(examples=["entries.returned"])
    category: Category
    is_mandatory: bool
    in_inbox: HowOne
    by_email: HowOne


class PreferencesOut(BaseModel):
    """One's wishes, and what follows from them."""

    clock: ClockSettings
    rules: list[PreferenceRuleOut]
    topics: list[TopicOut] = Field(
        description="With what holds in the programme that was asked for, or outside"
        " of any."
    )
    version: int


class DefaultRule(BaseModel):
    """How people hear of a topic unless they set something else."""

    model_config = ConfigDict(extra="forbid")

    topic: TopicOrAny
    channel: ChannelOrAny
    mode: Mode


class PreferenceDefaultsBody(BaseModel):
    """All that a programme lays down; what is left out goes by the general rule."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"rules": [{"topic": "*", "channel": "email", "mode": "daily"}]}
            ]
        },
    )

    rules: Annotated[list[DefaultRule], Field(max_length=MOST_RULES)]


class PreferenceDefaultsOut(BaseModel):
    """What a programme laid down, and what follows for whoever set nothing."""

    rules: list[DefaultRule]
    topics: list[TopicOut]
    version: int = Field(description="1 as long as nothing was laid down.")


def as_time(written: str) -> time:
    return time.fromisoformat(written)


def as_written(moment: time) -> str:
    return moment.strftime("%H:%M")
