from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from bromost_api.roles.schemas import RoleEnd, RoleOut, RoleWanted
from bromost_api.roles.service import RoleService
from bromost_api.sessions.schemas import SessionList
from bromost_common.auth import Actor, Role
from bromost_common.languages import ShortText
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .repository import PeopleFilters
from .schemas import (
    EndedSessions,
    MembershipCreate,
    MembershipEnd,
    MembershipOut,
    MembershipUpdate,
    PersonListItem,
    PersonOut,
    ReasonGiven,
)
from .service import PeopleService, Sort

router = APIRouter(prefix="/people", tags=["people"])

Reader = Annotated[Actor, Depends(requires("person.read"))]
SessionReader = Annotated[Actor, Depends(requires("person.write"))]
Writer = Annotated[Actor, Depends(requires("person.write", fresh=True))]
Granter = Annotated[Actor, Depends(requires("role.write", fresh=True))]


async def _service(session: Session) -> PeopleService:
    return PeopleService(session)


async def _roles(session: Session) -> RoleService:
    return RoleService(session)


People = Annotated[PeopleService, Depends(_service)]
Roles = Annotated[RoleService, Depends(_roles)]


@router.get("", summary="List people")
async def list_people(
    people: People,
    actor: Reader,
    page: PageQuery,
    q: Annotated[
        ShortText | None, Query(description="Part of a name or of an address.")
    ] = None,
    organisation: UUID | None = None,
    role: Role | None = None,
    sort: Sort = "name",
    *,
    active: bool | None = None,
) -> Page[PersonListItem]:
    filters = PeopleFilters(q=q, organisation_id=organisation, role=role, active=active)
    return await people.list_people(page, sort=sort, filters=filters, actor=actor)


@router.get("/{account_id}", summary="Get a person")
async def get_person(
    people: People, actor: Reader, response: Response, account_id: UUID
) -> PersonOut:
    person = await people.get(account_id, actor=actor)
    set_etag(response, person)
    return person


@router.post("/{account_id}/deactivate", summary="End all that an account can do")
async def deactivate_person(
    people: People,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    account_id: UUID,
    body: ReasonGiven,
) -> PersonOut:
    person = await people.deactivate(account_id, version, body, actor=actor)
    set_etag(response, person)
    return person


@router.post("/{account_id}/reactivate", summary="Let an account be used again")
async def reactivate_person(
    people: People,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    account_id: UUID,
    body: ReasonGiven,
) -> PersonOut:
    person = await people.reactivate(account_id, version, body, actor=actor)
    set_etag(response, person)
    return person


@router.get("/{account_id}/sessions", summary="Where a person is signed in")
async def list_person_sessions(
    people: People, actor: SessionReader, account_id: UUID
) -> SessionList:
    return await people.sessions(account_id, actor=actor)


@router.delete(
    "/{account_id}/sessions/{session_id}",
    summary="Sign a person out of one browser",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def end_person_session(
    people: People, actor: Writer, account_id: UUID, session_id: UUID
) -> None:
    await people.end_session(account_id, session_id, actor=actor)


@router.post("/{account_id}/end-sessions", summary="Sign a person out everywhere")
async def end_person_sessions(
    people: People, actor: Writer, account_id: UUID
) -> EndedSessions:
    return await people.end_sessions(account_id, actor=actor)


@router.post(
    "/{account_id}/memberships",
    summary="Let a person join an organisation",
    status_code=status.HTTP_201_CREATED,
)
async def join_organisation(
    people: People,
    actor: Granter,
    response: Response,
    account_id: UUID,
    body: MembershipCreate,
) -> MembershipOut:
    membership = await people.join(account_id, body, actor=actor)
    set_etag(response, membership)
    return membership


@router.patch(
    "/{account_id}/memberships/{membership_id}", summary="Change a membership"
)
async def change_membership(
    people: People,
    actor: Granter,
    version: ExpectedVersion,
    response: Response,
    account_id: UUID,
    membership_id: UUID,
    body: MembershipUpdate,
) -> MembershipOut:
    membership = await people.change_membership(
        account_id, membership_id, body, version, actor=actor
    )
    set_etag(response, membership)
    return membership


@router.post(
    "/{account_id}/memberships/{membership_id}/leave",
    summary="Let a person leave an organisation",
)
async def leave_organisation(
    people: People,
    actor: Granter,
    version: ExpectedVersion,
    response: Response,
    account_id: UUID,
    membership_id: UUID,
    body: MembershipEnd,
) -> MembershipOut:
    membership = await people.leave(
        account_id, membership_id, body, version, actor=actor
    )
    set_etag(response, membership)
    return membership


@router.post(
    "/{account_id}/roles",
    summary="Give a person a role",
    status_code=status.HTTP_201_CREATED,
)
async def give_role(
    people: People, roles: Roles, actor: Granter, account_id: UUID, body: RoleWanted
) -> RoleOut:
    await people.require(account_id, actor=actor)
    return await roles.give(account_id, body, actor=actor)


@router.post(
    "/{account_id}/roles/{role_id}/end",
    summary="End a role",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def end_role(
    roles: Roles, actor: Granter, account_id: UUID, role_id: UUID, body: RoleEnd
) -> None:
    await roles.end(account_id, role_id, body, actor=actor)
