"""The public pages: HTML that needs no script, no cookie and no account."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from bromost_common.languages import Language
from bromost_common.web.language import preferred_language
from bromost_common.web.session import Session

from .answers import FOR_EVER, HTML, answered, refused
from .service import PortalService
from .site import Address, stylesheet, written
from .voice import locale_named
from .wanted import Wanted, id_named

router = APIRouter(prefix="/public", include_in_schema=False)
_READ = ["GET", "HEAD"]


async def _service(session: Session) -> PortalService:
    return PortalService(session)


Portal = Annotated[PortalService, Depends(_service)]


class Visit:
    """Where somebody is, and what they get to see there."""

    def __init__(self, request: Request, locale: Language | None, path: str) -> None:
        self._request = request
        self._is_known = locale is not None
        origin = request.app.state.settings.public_url.rstrip("/")
        asked = preferred_language(request.headers.get("accept-language", ""))
        self.at = Address(origin, locale or asked, path)

    def page(self, template: str, found: object, **values: Any) -> Response:
        """The page of what was found; what is None, or in no language of ours, is not
        there.
        """
        if found is None or not self._is_known:
            page = written("not_found.html", self.at._replace(path=""))
            return refused(page, 404)
        page = written(template, self.at, found=found, **values)
        return answered(self._request, page, HTML)


async def _visit(request: Request, locale: str) -> Visit:
    _, _, path = request.url.path.partition(f"/public/{locale}/")
    return Visit(request, locale_named(locale), path)


Visited = Annotated[Visit, Depends(_visit)]


@router.api_route("", methods=_READ)
@router.api_route("/", methods=_READ)
async def portal_languages(request: Request) -> Response:
    """To the language that the reader's browser prefers."""
    locale = preferred_language(request.headers.get("accept-language", ""))
    vary = {"Vary": "Accept-Language", "Cache-Control": "no-store"}
    return RedirectResponse(f"/public/{locale}/", 302, headers=vary)


@router.api_route("/assets/{name}", methods=_READ)
async def portal_stylesheet(request: Request, name: str) -> Response:
    known, content = stylesheet()
    if name != known:
        return refused(b"", 404)
    return answered(request, content, "text/css; charset=utf-8", keep=FOR_EVER)


@router.api_route("/{locale}/", methods=_READ)
async def portal_front(visit: Visited, portal: Portal) -> Response:
    return visit.page("front.html", await portal.front())


@router.api_route("/{locale}/programmes/{programme_id}", methods=_READ)
async def portal_programme(
    visit: Visited, portal: Portal, programme_id: str
) -> Response:
    known = id_named(programme_id)
    return visit.page("programme.html", known and await portal.programme(known))


@router.api_route("/{locale}/projects", methods=_READ)
async def portal_projects(request: Request, visit: Visited, portal: Portal) -> Response:
    wanted = Wanted.read(request.query_params)
    return visit.page("projects.html", await portal.projects(wanted), wanted=wanted)


@router.api_route("/{locale}/projects/{project_id}", methods=_READ)
async def portal_project(visit: Visited, portal: Portal, project_id: str) -> Response:
    known = id_named(project_id)
    return visit.page("project.html", known and await portal.project(known))


@router.api_route("/{locale}/accessibility", methods=_READ)
async def portal_accessibility(request: Request, visit: Visited) -> Response:
    contact = request.app.state.settings.controller_contact
    return visit.page("accessibility.html", True, contact=contact)  # noqa: FBT003  # it is there


@router.api_route("/{path:path}", methods=_READ)
async def portal_nothing(request: Request, path: str) -> Response:
    locale = locale_named(path.partition("/")[0])
    return Visit(request, locale, "").page("not_found.html", None)
