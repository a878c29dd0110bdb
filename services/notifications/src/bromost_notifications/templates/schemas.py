from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from bromost_common.languages import Language, plain_text

from .language import MOST_BODY, MOST_SUBJECT

TemplateChannel: TypeAlias = Literal["email"]
Subject: TypeAlias = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        min_length=1,
        max_length=MOST_SUBJECT,
        pattern=r"^[^\r\n]*$",
    ),
    AfterValidator(plain_text),
    Field(description="One line; placeholders stand in double braces."),
]
Body: TypeAlias = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_BODY),
    AfterValidator(plain_text),
    Field(description="Plain text; an empty line begins a new paragraph."),
]
_WORDS: JsonDict = {
    "subject": "A new role for you: {{ role }}",
    "body": "Hello {{ reader }}\n\n{{ sentence }}",
}


class TemplateWords(BaseModel):
    """A text with its placeholders."""

    model_config = ConfigDict(
        extra="forbid", from_attributes=True, json_schema_extra={"examples": [_WORDS]}
    )

    subject: Subject
    body: Body


class ShippedWords(BaseModel):
    """The words that come with the product, or that somebody wrote before."""

    model_config = ConfigDict(from_attributes=True)

    subject: str
    body: str


class PublishedWords(ShippedWords):
    """Words that are or were in use."""

    number: int
    published_at: datetime


class TemplateState(BaseModel):
    """How things stand with a topic in one language."""

    locale: Language
    published_number: int | None = Field(
        description="Null where the product's own words are sent."
    )
    has_draft: bool
    is_failing: bool = Field(
        description="It cannot be used: the product's own words are sent meanwhile."
    )


class MailTemplateRow(BaseModel):
    """A kind of mail."""

    topic: str = Field(examples=["role.given"])
    channel: TemplateChannel
    languages: list[TemplateState]


class MailTemplateList(BaseModel):
    """Every kind of mail, by its topic."""

    items: list[MailTemplateRow]


class Placeholder(BaseModel):
    """What words may name."""

    name: str
    example: str


class MailTemplateOut(BaseModel):
    """The words of one kind of mail in one language."""

    topic: str
    channel: TemplateChannel
    locale: Language
    shipped: ShippedWords
    draft: ShippedWords | None
    published: PublishedWords | None
    versions: list[PublishedWords] = Field(description="The newest first.")
    placeholders: list[Placeholder]
    failing_since: datetime | None
    failure: str | None = Field(description="The code of why it cannot be used.")
    version: int = Field(description="1 as long as nobody wrote anything.")


class RestoreVersion(BaseModel):
    """Which of the earlier words become the draft."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"number": 1}]}
    )

    number: int = Field(ge=1, le=1_000_000)


class MailExample(BaseModel):
    """Something that the reader was told themselves, to see words with."""

    id: int
    occurred_at: datetime
    sentence: str


class MailExampleList(BaseModel):
    """The newest first, at most twenty."""

    items: list[MailExample]


class MailPreview(TemplateWords):
    """Words to be seen as a mail, with an example or with what one was told."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {**_WORDS, "topic": "role.given", "channel": "email", "locale": "en"}
            ]
        },
    )

    topic: str = Field(min_length=1, max_length=100)
    channel: TemplateChannel
    locale: Language
    notification_id: int | None = Field(
        default=None, ge=1, le=2**62, description="One's own; else an example."
    )


class MailBlock(BaseModel):
    """A part of a mail as its HTML has it."""

    kind: Literal["brand", "paragraph", "button", "note", "link"]
    text: str
    href: str | None
    style: dict[str, str]


class MailPreviewOut(BaseModel):
    """The mail as its reader would get it."""

    subject: str
    text: str = Field(description="For programs that show no HTML.")
    html: str
    blocks: list[MailBlock] = Field(description="What the HTML consists of.")
    is_example: bool
