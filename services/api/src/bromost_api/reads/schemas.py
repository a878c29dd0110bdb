from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from bromost_common.auth import Role
from bromost_common.history.schemas import PersonRef

# More people than this are only counted.
MOST_NAMED = 20


class _Read(BaseModel):
    position: int = Field(description="Its place in the log.", examples=[4012])
    at: datetime
    service: str = Field(examples=["api"])
    action: str = Field(
        description="The operation of the contract.", examples=["list_people"]
    )
    people_count: int = Field(description="How many people the answer was about.")


class PersonalReadItem(_Read):
    """Somebody saw what is stored about others."""

    reader: PersonRef
    on_behalf_of: str | None = Field(description="The program that read for them.")
    request_id: UUID | None
    people: list[PersonRef] = Field(
        description=f"At most {MOST_NAMED}; who was only invited has no id yet."
    )


class OwnDataRead(_Read):
    """Somebody saw what is stored about oneself."""

    by_program: bool = Field(description="A program read for them.")
    roles: list[Role] = Field(description="Which whoever it was held on that day.")
    organisations: list[str] = Field(description="For which they worked on that day.")
