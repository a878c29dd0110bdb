"""What would be public, as the page that it would be; for who may publish it."""

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import Field

from bromost_api.practices.publishing import document_of
from bromost_api.practices.service import PracticeService
from bromost_api.publications.documents import (
    PublicDocument,
    PublicPractice,
    PublicProgramme,
    PublicReport,
)
from bromost_api.publications.schemas import Published
from bromost_api.publications.service import PUBLISH, PublicationService
from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.language import AskedLanguage
from bromost_common.web.session import Session

from .address import PreviewAddress
from .answers import previewed
from .service import (
    PortalService,
    PracticePage,
    ProgrammePage,
    ProjectPage,
    ReportPage,
)
from .site import written

router = APIRouter(tags=["publications"])

Publisher = Annotated[Actor, Depends(requires(PUBLISH))]


class Previews:
    """Writes drafts as the pages that they would be."""

    def __init__(
        self, request: Request, session: Session, locale: AskedLanguage
    ) -> None:
        self._origin = request.app.state.settings.issuer
        self._locale = locale
        self._publications = PublicationService(session)
        self._practices = PracticeService(session)
        self._portal = PortalService(session)

    async def show(
        self,
        what: Published,
        object_id: UUID,
        actor: Actor,
        sections: list[str] | None = None,
    ) -> Response:
        document = await self._publications.draft(
            what, object_id, sections, actor=actor
        )
        more = "".join(f"&{urlencode({'sections': one})}" for one in sections or ())
        return await self._written(document, more)

    async def practice(self, practice_id: UUID, actor: Actor) -> Response:
        await self._practices.require(practice_id, actor=actor)
        practice = await self._practices.get(practice_id, actor=actor)
        return await self._written(document_of(practice))

    async def _written(self, document: PublicDocument, more: str = "") -> Response:
        what = document.object_type
        at = PreviewAddress(self._origin, self._locale, f"{what}s/{document.id}", more)
        found = await self._page(document, datetime.now(UTC))
        return previewed(written(f"{what}.html", at, found=found))

    async def _page(
        self, document: PublicDocument, now: datetime
    ) -> ProgrammePage | ProjectPage | ReportPage | PracticePage:
        if isinstance(document, PublicPractice):
            return await self._portal.around_practice(document, now)
        if isinstance(document, PublicProgramme):
            return await self._portal.around_programme(document, now)
        if isinstance(document, PublicReport):
            return await self._portal.around_report(document, now)
        return await self._portal.around_project(document, now)


async def _previews(
    request: Request, session: Session, locale: AskedLanguage
) -> Previews:
    return Previews(request, session, locale)


Shown = Annotated[Previews, Depends(_previews)]


@router.get(
    "/programmes/{programme_id}/publication/preview",
    summary="The public page of a programme as it would be",
    response_class=HTMLResponse,
)
async def preview_programme(
    previews: Shown, actor: Publisher, programme_id: UUID
) -> Response:
    """HTML for whoever may publish it; nothing of it is public or kept."""
    return await previews.show(Published.PROGRAMME, programme_id, actor)


@router.get(
    "/projects/{project_id}/publication/preview",
    summary="The public page of a project as it would be",
    response_class=HTMLResponse,
)
async def preview_project(
    previews: Shown, actor: Publisher, project_id: UUID
) -> Response:
    """HTML for whoever may publish it; nothing of it is public or kept."""
    return await previews.show(Published.PROJECT, project_id, actor)


@router.get(
    "/published-reports/{report_id}/preview",
    summary="The public page of a report as it would be",
    response_class=HTMLResponse,
)
async def preview_report(
    previews: Shown,
    actor: Publisher,
    report_id: UUID,
    sections: Annotated[
        list[Annotated[str, Field(max_length=60)]] | None,
        Query(max_length=100, description="Those to be public; all without it."),
    ] = None,
) -> Response:
    """HTML for whoever may publish it; nothing of it is public or kept."""
    return await previews.show(Published.REPORT, report_id, actor, sections)


@router.get(
    "/practices/{practice_id}/preview",
    summary="The public page of good practice as it would be",
    response_class=HTMLResponse,
)
async def preview_practice(
    previews: Shown, actor: Publisher, practice_id: UUID
) -> Response:
    """HTML for whoever may publish it; nothing of it is public or kept."""
    return await previews.practice(practice_id, actor)
