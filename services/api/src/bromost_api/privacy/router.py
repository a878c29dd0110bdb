from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response, status

from bromost_common.auth import Actor
from bromost_common.limits import OWN_DATA
from bromost_common.paging import Page
from bromost_common.web.auth import CurrentActor, FreshActor, requires
from bromost_common.web.limits import limited
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .models import RequestKind
from .schemas import (
    DataSubject,
    Decision,
    PersonRequestCreate,
    PersonRequestOut,
    PrivacyNotice,
    RetentionRunOut,
)
from .service import MANAGE, PrivacyService

router = APIRouter(tags=["privacy"])

Manager = Annotated[Actor, Depends(requires(MANAGE))]
Decider = Annotated[Actor, Depends(requires(MANAGE, fresh=True))]
ZIP = "application/zip"


async def _service(session: Session) -> PrivacyService:
    return PrivacyService(session)


Privacy = Annotated[PrivacyService, Depends(_service)]


@router.get("/privacy-notice", summary="Who answers for the data")
async def get_privacy_notice(request: Request) -> PrivacyNotice:
    settings = request.app.state.settings
    return PrivacyNotice(
        controller_name=settings.controller_name,
        controller_contact=settings.controller_contact,
        protection_officer=settings.protection_officer,
        supervisory_authority=settings.supervisory_authority,
    )


@router.get("/data-subjects/{person_id}", summary="Whose data an id stands for")
async def get_data_subject(
    privacy: Privacy, actor: CurrentActor, person_id: UUID
) -> DataSubject:
    return await privacy.subject(person_id, actor=actor)


@router.post(
    "/person-requests",
    summary="Ask for a copy of a person's data, or for its erasure",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=[limited(OWN_DATA, by="account")],
)
async def ask_for_person_data(
    privacy: Privacy,
    actor: FreshActor,
    response: Response,
    body: PersonRequestCreate,
) -> PersonRequestOut:
    request = await privacy.ask(body, actor=actor)
    set_etag(response, request)
    return request


@router.get("/person-requests", summary="List what was asked for, the newest first")
async def list_person_requests(
    privacy: Privacy,
    actor: CurrentActor,
    page: PageQuery,
    kind: RequestKind | None = None,
    person: Annotated[UUID | None, Query(description="Whose data they are about.")] = (
        None
    ),
    *,
    own: bool = False,
) -> Page[PersonRequestOut]:
    wanted = actor.account_id if own else person
    return await privacy.page(page, kind=kind, person=wanted, actor=actor)


@router.get("/person-requests/{request_id}", summary="How far a request has come")
async def get_person_request(
    privacy: Privacy, actor: CurrentActor, response: Response, request_id: UUID
) -> PersonRequestOut:
    request = await privacy.get(request_id, actor=actor)
    set_etag(response, request)
    return request


@router.put(
    "/person-requests/{request_id}/decision",
    summary="Start an erasure that was asked for, or refuse it",
)
async def decide_person_request(
    privacy: Privacy,
    actor: Decider,
    version: ExpectedVersion,
    response: Response,
    request_id: UUID,
    body: Decision,
) -> PersonRequestOut:
    request = await privacy.decide(request_id, body, version, actor=actor)
    set_etag(response, request)
    return request


@router.get(
    "/person-requests/{request_id}/file",
    summary="Fetch the copy as JSON and CSV in a ZIP",
    response_class=Response,
    responses={200: {"content": {ZIP: {}}, "description": "The copy."}},
    dependencies=[limited(OWN_DATA, by="account")],
)
async def download_person_data(
    privacy: Privacy, actor: FreshActor, request_id: UUID
) -> Response:
    return Response(
        await privacy.file(request_id, actor=actor),
        media_type=ZIP,
        headers={"Content-Disposition": 'attachment; filename="personal-data.zip"'},
    )


@router.get("/retention-runs", summary="What the nightly runs deleted, newest first")
async def list_retention_runs(
    privacy: Privacy, _: Manager, page: PageQuery
) -> Page[RetentionRunOut]:
    return await privacy.nights(page)
