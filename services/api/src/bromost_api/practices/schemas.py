from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bromost_api.programmes.schemas import LEFT_OUT, ProgrammeRef, ThemeIds
from bromost_api.themes.schemas import ThemeOut
from bromost_common.languages import Language, LocalisedText, plain_text

PracticeKind = Literal["good_practice", "guide", "model", "tip_sheet", "law"]
State = Literal["draft", "in_review", "published"]
Step = Literal["submit", "return", "publish", "withdraw"]
# Some ten printed pages.
_Page = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000),
    AfterValidator(plain_text),
]
LocalisedPage = Annotated[
    dict[Language, _Page], Field(min_length=1, description="The text by language.")
]
Ids = Annotated[list[UUID], Field(max_length=50)]
_EXAMPLE: Any = {
    "programme_id": "01930000-0000-7000-8000-000000000001",
    "kind": "tip_sheet",
    "title": {"en": "How to share a waste service", "pl": "Jak dzielić usługę odpadów"},
    "summary": {"en": "Five steps from contact to coordination."},
}


class PracticeCreate(BaseModel):
    """Something learned that others can use; a draft at first."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_EXAMPLE]}
    )

    programme_id: UUID
    kind: PracticeKind
    title: LocalisedText
    summary: LocalisedText
    text: LocalisedPage | None = None
    original_language: Language = "en"
    theme_ids: ThemeIds = []
    project_ids: Ids = []
    partnership_ids: Ids = []


class PracticeUpdate(BaseModel):
    """What changes; lists are replaced as a whole. What is changed is a draft again."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"kind": "guide"}]}
    )

    kind: PracticeKind = LEFT_OUT
    title: LocalisedText = LEFT_OUT
    summary: LocalisedText = LEFT_OUT
    text: LocalisedPage | None = None
    original_language: Language = LEFT_OUT
    theme_ids: ThemeIds = LEFT_OUT
    project_ids: Ids = LEFT_OUT
    partnership_ids: Ids = LEFT_OUT


class PracticeStepIn(BaseModel):
    """What is done with it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"step": "submit"}]}
    )

    step: Step = Field(
        description="`submit` a draft for review; `return` it to its writers; `publish`"
        " it, which is for another person than who submitted it; `withdraw` what is"
        " public."
    )


class SourceProject(BaseModel):
    """A project that it came from."""

    id: UUID
    code: str
    title: LocalisedText
    original_language: Language


class SourcePartnership(BaseModel):
    """A partnership that it came from."""

    id: UUID
    name: str


class Reviewer(BaseModel):
    """Who reviewed it."""

    id: UUID
    display_name: str


class PracticeListItem(BaseModel):
    """A practice in a list."""

    id: UUID
    programme: ProgrammeRef
    kind: PracticeKind
    title: LocalisedText
    original_language: Language
    themes: list[ThemeOut]
    state: State
    is_public: bool = Field(description="In the version that was published last.")
    updated_at: datetime
    version: int


class PracticeOut(PracticeListItem):
    """Something that a programme learned and others can use."""

    summary: LocalisedText
    text: dict[Language, str] | None
    projects: list[SourceProject] = Field(description="Those that the reader sees.")
    partnerships: list[SourcePartnership]
    reviewed_by: Reviewer | None
    reviewed_at: datetime | None
    steps: list[Step] = Field(description="What the reader may do with it now.")
    created_at: datetime
