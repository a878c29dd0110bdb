from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, status

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .schemas import PublicationIn, PublicationOut, Published, ReportPublicationIn
from .service import PUBLISH, PublicationService

router = APIRouter(tags=["publications"])

ProgrammeReader = Annotated[Actor, Depends(requires("programme.read"))]
ProjectReader = Annotated[Actor, Depends(requires("project.read"))]
Publisher = Annotated[Actor, Depends(requires(PUBLISH))]
_PROGRAMME = "/programmes/{programme_id}/publication"
_PROJECT = "/projects/{project_id}/publication"
_REPORT = "/published-reports/{report_id}"


async def _service(session: Session) -> PublicationService:
    return PublicationService(session)


Publications = Annotated[PublicationService, Depends(_service)]


@router.get(_PROGRAMME, summary="What is public of a programme, and what would be")
async def get_programme_publication(
    publications: Publications, actor: ProgrammeReader, programme_id: UUID
) -> PublicationOut:
    return await publications.get(Published.PROGRAMME, programme_id, actor=actor)


@router.put(_PROGRAMME, summary="Make a programme public as it is now")
async def publish_programme(
    publications: Publications,
    actor: Publisher,
    programme_id: UUID,
    body: PublicationIn,
) -> PublicationOut:
    """What everybody reads is kept as it is now; later changes wait to be published."""
    what = Published.PROGRAMME
    return await publications.publish(what, programme_id, body, actor=actor)


@router.delete(
    _PROGRAMME,
    summary="Take a programme away from the public",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def unpublish_programme(
    publications: Publications, actor: Publisher, programme_id: UUID
) -> None:
    await publications.unpublish(Published.PROGRAMME, programme_id, actor=actor)


@router.get(_PROJECT, summary="What is public of a project, and what would be")
async def get_project_publication(
    publications: Publications, actor: ProjectReader, project_id: UUID
) -> PublicationOut:
    return await publications.get(Published.PROJECT, project_id, actor=actor)


@router.put(_PROJECT, summary="Make a project public as it is now")
async def publish_project(
    publications: Publications, actor: Publisher, project_id: UUID, body: PublicationIn
) -> PublicationOut:
    """What everybody reads is kept as it is now; later changes wait to be published."""
    what = Published.PROJECT
    return await publications.publish(what, project_id, body, actor=actor)


@router.delete(
    _PROJECT,
    summary="Take a project away from the public",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def unpublish_project(
    publications: Publications, actor: Publisher, project_id: UUID
) -> None:
    await publications.unpublish(Published.PROJECT, project_id, actor=actor)


@router.get(_REPORT, summary="What is public of an accepted report, and what would be")
async def get_report_publication(
    publications: Publications, actor: Publisher, report_id: UUID
) -> PublicationOut:
    return await publications.get(Published.REPORT, report_id, actor=actor)


@router.put(_REPORT, summary="Make public what a report said when it was accepted")
async def publish_report(
    publications: Publications,
    actor: Publisher,
    report_id: UUID,
    body: ReportPublicationIn,
) -> PublicationOut:
    """Its words alone: no figures, people, comments or vouchers, nor partners' drafts.

    Its project, or the programme that it was owed to, has to be public already.
    """
    return await publications.publish(Published.REPORT, report_id, body, actor=actor)


@router.delete(
    _REPORT,
    summary="Take a report away from the public",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def unpublish_report(
    publications: Publications, actor: Publisher, report_id: UUID
) -> None:
    await publications.unpublish(Published.REPORT, report_id, actor=actor)
