"""How a service declares what personal data its tables hold.

Every column that can hold text is named: as personal, with what becomes of it, or as
impersonal. A test compares the declarations with the database, so that a new column
makes its author decide.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Purpose(StrEnum):
    """What the data are there for; the pages have a sentence for each."""

    ACCOUNTS = "accounts"
    SIGN_IN_SECURITY = "sign_in_security"
    PEOPLE = "people"
    MAIL = "mail"
    NOTIFICATIONS = "notifications"
    PROGRAMME_RECORDS = "programme_records"
    IMPORTS = "imports"
    ACCOUNTABILITY = "accountability"
    PRIVACY_REQUESTS = "privacy_requests"
    OPERATION = "operation"


class Basis(StrEnum):
    """Article 6(1) GDPR."""

    LEGAL_OBLIGATION = "legal_obligation"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTEREST = "legitimate_interest"


class Category(StrEnum):
    """What kind of data."""

    IDENTITY = "identity"
    CONTACT = "contact"
    CREDENTIAL = "credential"
    DEVICE = "device"
    ROLE = "role"
    ACTIVITY = "activity"
    FREE_TEXT = "free_text"


class OnErasure(StrEnum):
    """What becomes of it when the person's data are erased."""

    DELETE = "delete"
    ANONYMISE = "anonymise"
    # Where a text names the person, it then says the pseudonym.
    REDACT = "redact"
    KEEP = "keep"


class KeptBecause(StrEnum):
    """Why something outlives an erasure, Article 17(3)."""

    OFFICIAL_RECORD = "official_record"
    ACCOUNTABILITY = "accountability"
    NAMES_NOBODY = "names_nobody"


class Since(StrEnum):
    """From when the days of keeping count."""

    CREATED = "created"
    ENDED = "ended"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class Kept:
    """For how long; `expired` finds the rows that a nightly run deletes.

    Without days, rows stay until the person is erased, or with the record they are in.
    """

    since: Since
    days: int | None = None
    expired: str | None = None
    # Where services may not delete: the function that takes away so many expired rows.
    forgotten_by: str | None = None


@dataclass(frozen=True, slots=True)
class PersonalColumn:
    """A column about people. `becomes` is SQL, and may use :pseudonym and :handle."""

    name: str
    category: Category
    on_erasure: OnErasure
    becomes: str = "NULL"
    # An export says that it is there, and not what it is.
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class PersonalTable:
    """A table, why it holds personal data, and whose they are.

    `whose` is SQL that finds a person's rows, by :person (an account's or a contact
    person's id) and :emails. Without it, texts may only happen to name somebody.
    """

    name: str
    columns: tuple[PersonalColumn, ...] = ()
    purpose: Purpose = Purpose.PROGRAMME_RECORDS
    basis: Basis = Basis.PUBLIC_TASK
    kept: Kept = Kept(Since.ERASURE)
    whose: str | None = None
    kept_because: KeptBecause | None = None
    # Also set where a person's rows are anonymised, e.g. "is_active = false".
    also: str | None = None
    impersonal: frozenset[str] = field(default_factory=frozenset)

    @property
    def deletes_rows(self) -> bool:
        return self.whose is not None and any(
            column.on_erasure is OnErasure.DELETE for column in self.columns
        )

    def declared(self) -> frozenset[str]:
        return self.impersonal | {column.name for column in self.columns}


def impersonal(name: str, *columns: str) -> PersonalTable:
    """A table that tells nothing about people."""
    return PersonalTable(name, impersonal=frozenset(columns))
