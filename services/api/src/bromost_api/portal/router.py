"""The public pages: HTML that needs no script, no cookie and no account."""

from asyncio import to_thread
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from bromost_common.languages import Language
from bromost_common.web.language import preferred_language
from bromost_common.web.session import Session

from .address import Address
from .answers import FOR_EVER, HTML, answered, refused
from .picture import picture
from .service import (
    PortalService,
    PracticePage,
    ProgrammePage,
    ProjectPage,
    ReportPage,
)
from .site import stylesheet, written
from .voice import locale_named, voice
from .wanted import Wanted, id_named

router = APIRouter(prefix="/public", include_in_schema=False)
_READ = ["GET", "HEAD"]
_Page = ProgrammePage | ProjectPage | ReportPage | PracticePage


async def _service(session: Session) -> PortalService:
    return PortalService(session)


Portal = Annotated[PortalService, Depends(_service)]


class Visit:
    """Where somebody is, and what they get to see there."""

    def __init__(self, request: Request, locale: Language | None, path: str) -> None:
        self._request = request
        self._is_known = locale is not None
        origin = request.app.state.settings.issuer
        asked = preferred_language(request.headers.get("accept-language", ""))
        self.at = Address(origin, locale or asked, path)

    def page(
        self,
        template: str,
        found: object,
        media_type: str = HTML,
        *,
        is_framed: bool = False,
        **values: Any,
    ) -> Response:
        """The page of what was found; None, or no language of ours, is not there."""
        if found is None or not self._is_known:
            return self._nothing()
        page = written(template, self.at, found=found, **values)
        return answered(self._request, page, media_type, is_framed=is_framed)

    async def picture(self, found: _Page | None) -> Response:
        """What is shown where somebody shares the address of a page."""
        if found is None or not self._is_known:
            return self._nothing()
        document, speaker = found.document, voice(self.at.locale)
        drawn = await to_thread(
            picture,
            speaker.kicker(document),
            speaker.say(document.title, document.original_language).text,
            f"{speaker.word('site')} · {speaker.word('tagline')}",
        )
        return answered(self._request, drawn, "image/png", is_framed=True)

    def _nothing(self) -> Response:
        return refused(written("not_found.html", self.at._replace(path="")), 404)


async def _visit(request: Request, locale: str) -> Visit:
    _, _, path = request.url.path.partition(f"/public/{locale}/")
    return Visit(request, locale_named(locale), path)


Visited = Annotated[Visit, Depends(_visit)]


async def _found(portal: PortalService, kind: str, object_id: str) -> _Page | None:
    known = id_named(object_id)
    if known is None:
        return None
    if kind == "programmes":
        return await portal.programme(known)
    if kind == "projects":
        return await portal.project(known)
    if kind == "practices":
        return await portal.practice(known)
    return await portal.report(known) if kind == "reports" else None


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


@router.api_route("/robots.txt", methods=_READ)
async def portal_robots(request: Request) -> Response:
    origin = request.app.state.settings.issuer
    said = (
        "User-agent: *\nAllow: /public/\nAllow: /bromost.svg\nDisallow: /\n\n"
        f"Sitemap: {origin}/sitemap.xml\n"
    )
    return answered(request, said.encode(), "text/plain; charset=utf-8")


@router.api_route("/sitemap.xml", methods=_READ)
async def portal_sitemap(request: Request, portal: Portal) -> Response:
    visit = Visit(request, "en", "")
    return visit.page("sitemap.xml", await portal.addresses(), "application/xml")


@router.api_route("/{locale}/feed.atom", methods=_READ)
async def portal_feed(visit: Visited, portal: Portal) -> Response:
    return visit.page("feed.xml", await portal.feed(), "application/atom+xml")


@router.api_route("/{locale}/countries", methods=_READ)
async def portal_countries(visit: Visited, portal: Portal) -> Response:
    return visit.page("countries.html", await portal.countries())


@router.api_route("/{locale}/{kind}/{object_id}/picture.png", methods=_READ)
async def portal_picture(
    visit: Visited, portal: Portal, kind: str, object_id: str
) -> Response:
    return await visit.picture(await _found(portal, kind, object_id))


@router.api_route("/{locale}/embed/{kind}/{object_id}", methods=_READ)
async def portal_embed(
    visit: Visited, portal: Portal, kind: str, object_id: str
) -> Response:
    """A card for other sites, which may frame it."""
    is_card = kind in {"programmes", "projects"}
    found = await _found(portal, kind, object_id) if is_card else None
    return visit.page("embed.html", found, is_framed=True)


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


@router.api_route("/{locale}/reports/{report_id}", methods=_READ)
async def portal_report(visit: Visited, portal: Portal, report_id: str) -> Response:
    known = id_named(report_id)
    return visit.page("report.html", known and await portal.report(known))


@router.api_route("/{locale}/practices", methods=_READ)
async def portal_practices(
    request: Request, visit: Visited, portal: Portal
) -> Response:
    wanted = Wanted.read(request.query_params)
    return visit.page("practices.html", await portal.practices(wanted), wanted=wanted)


@router.api_route("/{locale}/practices/{practice_id}", methods=_READ)
async def portal_practice(visit: Visited, portal: Portal, practice_id: str) -> Response:
    known = id_named(practice_id)
    return visit.page("practice.html", known and await portal.practice(known))


@router.api_route("/{locale}/accessibility", methods=_READ)
async def portal_accessibility(request: Request, visit: Visited) -> Response:
    contact = request.app.state.settings.controller_contact
    return visit.page("accessibility.html", True, contact=contact)  # noqa: FBT003  # it is there


@router.api_route("/{path:path}", methods=_READ)
async def portal_nothing(request: Request, path: str) -> Response:
    locale = locale_named(path.partition("/")[0])
    return Visit(request, locale, "").page("not_found.html", None)
