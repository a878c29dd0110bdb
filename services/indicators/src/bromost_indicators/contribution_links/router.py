from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response, status

from bromost_common.auth import Actor
from bromost_common.limits import ASK_FOR_VALUES
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.limits import limited
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import WITH_ETAG, ExpectedVersion, etag, set_etag

from .schemas import (
    ContributionLinkCreate,
    ContributionLinkOut,
    ContributionLinkRenewal,
    ContributionLinkSent,
)
from .service import ContributionLinkService

router = APIRouter(tags=["contribution links"])
Asker = Annotated[Actor, Depends(requires("result.write"))]


async def _service(session: Session) -> ContributionLinkService:
    return ContributionLinkService(session)


Links = Annotated[ContributionLinkService, Depends(_service)]


@router.get(
    "/projects/{project_id}/contribution-links",
    summary="Who was asked for values, and how far they got",
)
async def list_contribution_links(
    links: Links, actor: Asker, project_id: UUID, page: PageQuery
) -> Page[ContributionLinkOut]:
    return await links.page(project_id, page, actor=actor)


@router.post(
    "/projects/{project_id}/contribution-links",
    summary="Ask somebody without an account for values",
    status_code=status.HTTP_201_CREATED,
    dependencies=[limited(ASK_FOR_VALUES, by="account")],
    responses={201: WITH_ETAG[200]},
)
async def ask_for_values(
    links: Links,
    actor: Asker,
    project_id: UUID,
    response: Response,
    body: ContributionLinkCreate,
) -> ContributionLinkSent:
    """The answer has the link this once; what is told by it comes in to be reviewed."""
    sent = await links.ask(project_id, body, actor=actor)
    response.headers["ETag"] = etag(sent.contribution_link.version)
    return sent


@router.post(
    "/contribution-links/{contribution_link_id}/renewal",
    summary="Make a new link for the same person and values",
    dependencies=[limited(ASK_FOR_VALUES, by="account")],
    responses=WITH_ETAG,
)
async def renew_contribution_link(
    *,
    links: Links,
    actor: Asker,
    contribution_link_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: ContributionLinkRenewal,
) -> ContributionLinkSent:
    sent = await links.renew(contribution_link_id, body, version, actor=actor)
    response.headers["ETag"] = etag(sent.contribution_link.version)
    return sent


@router.post(
    "/contribution-links/{contribution_link_id}/withdrawal",
    summary="Withdraw a link; what was told by it stays",
)
async def withdraw_contribution_link(
    links: Links,
    actor: Asker,
    contribution_link_id: UUID,
    version: ExpectedVersion,
    response: Response,
) -> ContributionLinkOut:
    link = await links.withdraw(contribution_link_id, version, actor=actor)
    set_etag(response, link)
    return link
