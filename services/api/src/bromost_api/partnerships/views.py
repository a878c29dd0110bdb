"""Puts rows together into what the API shows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from bromost_common.paging import AnyRow

from .models import LinkType, Partnership, PartnershipStatus
from .schemas import (
    MapLink,
    MapPlace,
    MemberOrganisation,
    PartnershipLinks,
    PartnershipListItem,
    PartnershipMemberOut,
    PartnershipMembership,
    PartnershipOut,
    PartnershipProject,
    PartnershipSide,
    PartnershipStatusOut,
    UnplacedPartnership,
)
from .sides import by_side, lines


def partnership_out(
    partnership: Partnership,
    *,
    as_of: date,
    standing: PartnershipStatus | None,
    members: Sequence[AnyRow],
    projects: Iterable[AnyRow],
) -> PartnershipOut:
    present = [row for row in members if _is_in(row, as_of)]
    return PartnershipOut(
        id=partnership.id,
        name=partnership.name,
        link_type=LinkType(partnership.link_type),
        as_of=as_of,
        status=PartnershipStatusOut.model_validate(standing) if standing else None,
        statuses=[PartnershipStatusOut.model_validate(s) for s in partnership.statuses],
        sides=[
            PartnershipSide(side=side, members=[_member(row) for row in rows])
            for side, rows in by_side(present).items()
        ],
        members=[
            PartnershipMembership(side=row.side, **_member(row).model_dump())
            for row in members
        ],
        projects=[
            PartnershipProject.model_validate(row, from_attributes=True)
            for row in projects
        ],
        version=partnership.version,
        created_at=partnership.created_at,
        updated_at=partnership.updated_at,
    )


def _is_in(member: Any, day: date) -> bool:
    return (member.joined_on is None or member.joined_on <= day) and (
        member.left_on is None or day <= member.left_on
    )


def list_items(
    rows: Iterable[AnyRow], members: Iterable[AnyRow]
) -> list[PartnershipListItem]:
    grouped = _by_partnership(members)
    return [
        PartnershipListItem(
            id=row.id,
            name=row.name,
            link_type=row.link_type,
            status=row.status,
            status_since=row.status_since,
            reason=row.reason,
            sides=[
                [_organisation(member) for member in side]
                for side in by_side(grouped[row.id]).values()
            ],
            project_count=row.project_count,
            version=row.version,
        )
        for row in rows
    ]


def links_out(
    as_of: date,
    partnerships: Sequence[AnyRow],
    members: Iterable[AnyRow],
    *,
    truncated: bool,
) -> PartnershipLinks:
    grouped = _by_partnership(members)
    places: dict[UUID, MapPlace] = {}
    links: list[MapLink] = []
    unplaced: list[UnplacedPartnership] = []
    for row in partnerships:
        placed = [m for m in grouped[row.id] if m.latitude is not None]
        lost = [m for m in grouped[row.id] if m.latitude is None]
        sides = by_side(placed)
        for one, other in lines(sides) if sides else ():
            for member in (one, other):
                places.setdefault(member.organisation_id, _place(member))
            links.append(_link(row, one.organisation_id, other.organisation_id))
        if lost or len(sides) < 2:  # noqa: PLR2004  # a line has two ends
            unplaced.append(
                UnplacedPartnership(
                    partnership_id=row.id,
                    name=row.name,
                    status=row.status,
                    organisations=[_organisation(member) for member in lost],
                )
            )
    return PartnershipLinks(
        as_of=as_of,
        places=list(places.values()),
        links=links,
        unplaced=unplaced,
        truncated=truncated,
    )


def _by_partnership(members: Iterable[AnyRow]) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for member in members:
        grouped[member.partnership_id].append(member)
    return grouped


def _member(row: Any) -> PartnershipMemberOut:
    return PartnershipMemberOut(
        organisation=_organisation(row),
        role=row.role,
        joined_on=row.joined_on,
        left_on=row.left_on,
    )


def _organisation(row: Any) -> MemberOrganisation:
    return MemberOrganisation(
        id=row.organisation_id, name=row.name, country_code=row.country_code
    )


def _place(row: Any) -> MapPlace:
    return MapPlace(
        organisation_id=row.organisation_id,
        name=row.name,
        country_code=row.country_code,
        latitude=f"{row.latitude.normalize():f}",
        longitude=f"{row.longitude.normalize():f}",
    )


def _link(row: Any, start: UUID, end: UUID) -> MapLink:
    return MapLink(
        partnership_id=row.id,
        name=row.name,
        link_type=row.link_type,
        status=row.status,
        from_=start,
        to=end,
    )
