"""What everybody may read of a programme or project, as it is kept with a publication.

Nothing in it tells of a person: organisations are named, whoever works in them is not.
What is added later needs a default, for documents of before are read as well.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, Field, PlainSerializer, TypeAdapter

from bromost_common.languages import Language, LocalisedText

# Of one programme or project; more are no reading for anybody.
MOST_INDICATORS = 500
# Exact, and the same digits whoever writes it.
Figure = Annotated[Decimal, PlainSerializer(lambda value: f"{value:f}")]


class PublicTheme(BaseModel):
    """What something is about."""

    code: str
    name: LocalisedText


class PublicOrganisation(BaseModel):
    """An organisation and what it is to the programme or project."""

    role: str
    name: str
    country_code: str | None


class PublicIndicator(BaseModel):
    """What shows whether a result is reached, with its official figure."""

    id: UUID
    title: LocalisedText
    is_synthetic: bool
    kind: str
    unit: str
    unit_name: LocalisedText | None
    decimals: int
    baseline: Figure | None
    baseline_on: date | None
    target: Figure | None
    target_low: Figure | None
    target_high: Figure | None
    target_on: date | None
    state: str | None
    value: Figure | None
    low: Figure | None
    high: Figure | None
    marks: list[str]
    status: str | None


class PublicResult(BaseModel):
    """What is to be, or was, reached."""

    kind: str
    title: LocalisedText
    original_language: Language
    indicators: list[PublicIndicator]


class _Document(BaseModel):
    id: UUID
    code: str
    title: LocalisedText
    original_language: Language
    starts_on: date | None
    ends_on: date | None
    themes: list[PublicTheme]
    organisations: list[PublicOrganisation]
    results: list[PublicResult]
    # The day that the oldest of the figures was worked out for.
    figures_as_of: date | None
    # There are more indicators than are shown.
    is_cut: bool = False


class PublicProgramme(_Document):
    """A programme as everybody reads it."""

    object_type: Literal["programme"] = "programme"
    description: LocalisedText | None
    funding_scheme: LocalisedText | None
    goals: list[LocalisedText]


class PublicFrame(BaseModel):
    """The programme of a project."""

    id: UUID
    code: str
    title: LocalisedText
    original_language: Language


class PublicObjective(BaseModel):
    """What a project is to achieve."""

    kind: str
    text: LocalisedText


class PublicAmount(BaseModel):
    """What a project may cost in one currency."""

    currency: str
    amount: Figure


class PublicProject(_Document):
    """A project as everybody reads it."""

    object_type: Literal["project"] = "project"
    programme: PublicFrame
    summary: LocalisedText | None
    status: str
    countries: list[str]
    objectives: list[PublicObjective]
    budget: list[PublicAmount]


class PublicSection(BaseModel):
    """What a report says under one of its headings."""

    section: str
    title: LocalisedText
    text: dict[Language, str]


class PublicReport(BaseModel):
    """A report as everybody reads it: its words as they were accepted."""

    object_type: Literal["report"] = "report"
    id: UUID
    kind: str
    title: LocalisedText
    original_language: Language
    starts_on: date
    ends_on: date
    accepted_on: date
    # 1 for the first time that it was accepted.
    version: int
    programme: PublicFrame
    project: PublicFrame | None
    organisation: str | None
    # Of the sections, which may be of another time than the heading.
    written_in: Language
    sections: list[PublicSection]
    # Names of sections that were not to be public.
    left_out: list[str]


class PublicPractice(BaseModel):
    """Good practice as everybody reads it."""

    object_type: Literal["practice"] = "practice"
    id: UUID
    kind: str
    title: LocalisedText
    original_language: Language
    summary: LocalisedText
    text: dict[Language, str]
    programme: PublicFrame
    themes: list[PublicTheme]
    # Whose titles are shown while they are public themselves.
    project_ids: list[UUID]


PublicDocument: TypeAlias = Annotated[
    PublicProgramme | PublicProject | PublicReport | PublicPractice,
    Field(discriminator="object_type"),
]
DOCUMENT: TypeAdapter[PublicDocument] = TypeAdapter(PublicDocument)
# The day alone is no news: figures are worked out anew every night.
NO_NEWS = {"figures_as_of"}


def differences(public: PublicDocument, draft: PublicDocument) -> list[str]:
    """The parts in which they differ, by name, in the order in which they are shown."""
    before = public.model_dump(mode="json", exclude=NO_NEWS)
    after = draft.model_dump(mode="json", exclude=NO_NEWS)
    return [name for name in after if before.get(name) != after[name]]
