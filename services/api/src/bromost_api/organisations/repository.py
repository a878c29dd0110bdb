from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, Text, case, func, null, or_, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.expression import ColumnElement

from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError, invalid
from bromost_common.hot_list import HotList, parameter
from bromost_common.paging import AnySelect, Key, Order, PageRequest
from bromost_common.quick import QuickReads
from bromost_common.visibility import ORGANISATIONS

from .models import Organisation, OrganisationAlias

_ORDERS = {
    "name": Order("name", [Key(Organisation.name_key), Key(Organisation.id)]),
    "-name": Order(
        "-name", [Key(Organisation.name_key, descending=True), Key(Organisation.id)]
    ),
    "country": Order(
        "country",
        [
            Key(func.coalesce(Organisation.country_code, "")),
            Key(Organisation.name_key),
            Key(Organisation.id),
        ],
    ),
}

# Exact names first; only a name that nothing equals is compared by likeness.
_MATCH = text(
    """
    WITH wanted AS (
      SELECT DISTINCT w.name, w.country, common.fold(w.name) AS key
      FROM unnest(CAST(:names AS text[]), CAST(:countries AS text[]))
        AS w(name, country)
    ), exact AS (
      SELECT w.name, w.country, n.organisation_id, n.name AS matched,
        CASE WHEN n.is_main THEN 'name' ELSE 'alias' END AS how, 1.0 AS score
      FROM wanted w JOIN api.organisation_name n ON n.name_key = w.key
    ), likely AS (
      SELECT w.name, w.country, l.organisation_id, l.matched,
        'similarity' AS how, l.score
      FROM wanted w
      CROSS JOIN LATERAL (
        SELECT n.organisation_id, n.name AS matched,
          public.similarity(n.name_key, w.key) AS score
        FROM api.organisation_name n
        WHERE n.name_key OPERATOR(public.%) w.key
          AND public.similarity(n.name_key, w.key) >= :threshold
        ORDER BY score DESC LIMIT 5
      ) l
      WHERE NOT EXISTS (
        SELECT FROM exact e
        WHERE e.name = w.name AND e.country IS NOT DISTINCT FROM w.country)
    ), found AS (SELECT * FROM exact UNION ALL SELECT * FROM likely)
    SELECT DISTINCT ON (f.name, f.country, o.id)
      f.name AS asked, f.country AS asked_country, o.id, o.name, o.country_code,
      f.how, f.matched, f.score
    FROM found f JOIN api.organisation o ON o.id = f.organisation_id
    WHERE o.archived_at IS NULL
      AND (f.country IS NULL OR o.country_code IS NULL OR o.country_code = f.country)
    ORDER BY f.name, f.country, o.id, f.score DESC, f.how DESC
    """
)
SIMILARITY_THRESHOLD = 0.45


class NameMatch(NamedTuple):
    """An organisation that the asked name may mean."""

    asked: str
    asked_country: str | None
    organisation_id: UUID
    name: str
    country_code: str | None
    how: str
    matched: str
    score: float


class OrganisationRepository:
    """Every query on organisations and their names."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, organisation: Organisation) -> None:
        self._session.add(organisation)
        await self.flush()

    async def flush(self) -> None:
        """Write what changed, and say in words which rule it broke."""
        try:
            await self._session.flush()
        except IntegrityError as error:
            match violated_constraint(error):
                case "pk_organisation_identifier":
                    raise ConflictError(
                        "Another organisation has this identifier."
                    ) from error
                case "fk_organisation_country_code":
                    raise invalid(
                        "body",
                        "country_code",
                        code="unknown_country",
                        message="There is no such country code.",
                    ) from error
                case _:
                    raise

    async def get(
        self, organisation_id: UUID, *, visible_to: Actor
    ) -> Organisation | None:
        return await self._session.scalar(
            self._visible(visible_to).where(Organisation.id == organisation_id)
        )

    async def lock(
        self, organisation_id: UUID, *, visible_to: Actor
    ) -> Organisation | None:
        """The organisation, held against other changes until the transaction ends."""
        return await self._session.scalar(
            self._visible(visible_to)
            .where(Organisation.id == organisation_id)
            .with_for_update(of=Organisation)
        )

    async def match_names(
        self, names: Sequence[tuple[str, str | None]]
    ) -> Sequence[NameMatch]:
        """Candidates for many (name, country or None) at once, best first by score."""
        rows = await self._session.execute(
            _MATCH.bindparams(threshold=SIMILARITY_THRESHOLD),
            {
                "names": [name for name, _ in names],
                "countries": [country for _, country in names],
            },
        )
        found = [NameMatch(*row) for row in rows]
        return sorted(found, key=lambda match: -match.score)

    @staticmethod
    def _visible(actor: Actor) -> Select[Organisation]:
        return select(Organisation).where(
            ORGANISATIONS.visible(actor, "organisation.read", Organisation.id)
        )


def _listed(used: frozenset[str]) -> AnySelect:
    """The list's columns, narrowed by the filters in use."""
    q = parameter("q", Text())
    statement = select(
        Organisation.id,
        Organisation.kind,
        Organisation.name,
        Organisation.country_code,
        Organisation.place_name,
        (_matched_alias(q) if "q" in used else null()).label("matched_alias"),
        Organisation.archived_at.is_not(None).label("archived"),
        Organisation.version,
    )
    if "q" in used:
        by_alias = select(OrganisationAlias.organisation_id).where(
            _is_like(OrganisationAlias.name_key, q)
        )
        statement = statement.where(
            or_(_is_like(Organisation.name_key, q), Organisation.id.in_(by_alias))
        )
    if "kind" in used:
        statement = statement.where(Organisation.kind == parameter("kind", Text()))
    if "country" in used:
        statement = statement.where(
            Organisation.country_code == parameter("country", Text())
        )
    if "include_archived" not in used:
        statement = statement.where(Organisation.archived_at.is_(None))
    return statement


class OrganisationList:
    """The list that every form and page asks for names."""

    _list = HotList(_ORDERS, _listed)

    def __init__(self, quick: QuickReads) -> None:
        self._quick = quick

    async def page(
        self,
        wanted: PageRequest,
        *,
        sort: str,
        filters: Mapping[str, Any],
    ) -> bytes:
        return await self._list.page(self._quick, wanted, sort=sort, filters=filters)


def _matched_alias(q: ColumnElement[str]) -> ColumnElement[str | None]:
    alias = (
        select(OrganisationAlias.name)
        .where(
            OrganisationAlias.organisation_id == Organisation.id,
            _is_like(OrganisationAlias.name_key, q),
        )
        .order_by(
            func.public.similarity(
                OrganisationAlias.name_key, func.common.fold(q)
            ).desc()
        )
        .limit(1)
        .scalar_subquery()
    )
    contained = func.strpos(Organisation.name_key, func.common.fold(q)) > 0
    return case((contained, None), else_=alias)


def _is_like(
    key: ColumnElement[str] | InstrumentedAttribute[str], q: ColumnElement[str]
) -> ColumnElement[bool]:
    """True where `q` is part of the folded name, or the name with a typing error."""
    folded = func.common.fold(q)
    slips = case((func.length(folded) >= 6, 2), (func.length(folded) >= 4, 1), else_=0)  # noqa: PLR2004  # letters
    return or_(
        key.like(func.concat("%", func.replace(folded, "\\", ""), "%")),
        key.op("OPERATOR(public.%)")(folded),
        func.public.levenshtein_less_equal(
            func.left(key, 80), func.left(folded, 80), slips
        )
        <= slips,
    )
