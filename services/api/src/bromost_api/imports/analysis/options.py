"""What the user decided about a file, and what it means where nobody decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias
from uuid import UUID

from bromost_api.imports.columns import ColumnMap
from bromost_api.imports.values import DecimalMark

Action: TypeAlias = Literal["create", "match", "component", "ignore"]
# A name and the country it is expected in; None is any.
NameKey: TypeAlias = tuple[str, str | None]


class Decision(NamedTuple):
    """What a partner or funder text stands for."""

    action: Action
    organisation_id: UUID | None = None
    kind: str | None = None
    country_code: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How rows are read and names resolved."""

    columns: ColumnMap
    programme_id: UUID
    home_country: str | None
    currency: str | None
    decimal_mark: DecimalMark | None
    language: str
    project_status: str
    decisions: Mapping[NameKey, Decision] = field(default_factory=dict)
    # Texts of the country column that need help; None means no country.
    countries: Mapping[str, str | None] = field(default_factory=dict)
    # What becomes of names that nothing resembles; None leaves them to be decided.
    create_unknown_as: str | None = None
