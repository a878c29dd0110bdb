from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from bromost_api.list_words import PROJECTS
from bromost_api.organisations.schemas import CountryCode
from bromost_common.auth import Actor
from bromost_common.languages import ShortText
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.hot_route import hot_get
from bromost_common.web.list_files import AskedFile, file_route
from bromost_common.web.paging import PageQuery
from bromost_common.web.past import AS_OF, QuickOrPast
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .models import ProjectStatus
from .repository import ProjectList
from .schemas import (
    ProjectChoices,
    ProjectCreate,
    ProjectFilter,
    ProjectListItem,
    ProjectOut,
    ProjectSort,
    ProjectUpdate,
)
from .service import ProjectService

router = APIRouter(prefix="/projects", tags=["projects"])

Reader = Annotated[Actor, Depends(requires("project.read"))]
Writer = Annotated[Actor, Depends(requires("project.write"))]


async def _service(session: Session) -> ProjectService:
    return ProjectService(session)


async def _list(quick: QuickOrPast) -> ProjectList:
    return ProjectList(quick)


async def _filter(
    q: Annotated[
        ShortText | None,
        Query(description="Words of the code, a title or a partner's name or alias."),
    ] = None,
    programme: UUID | None = None,
    network: Annotated[
        UUID | None, Query(description="It is the work of this network.")
    ] = None,
    country: CountryCode | None = None,
    theme: UUID | None = None,
    status: ProjectStatus | None = None,
    funder: Annotated[UUID | None, Query(description="An organisation's id.")] = None,
    year: Annotated[
        int | None,
        Query(ge=1900, le=2199, description="Budgeted in it, or running in it."),
    ] = None,
    organisation: Annotated[
        UUID | None, Query(description="Has a role, or is in a partnership of it.")
    ] = None,
    *,
    include_archived: bool = False,
) -> ProjectFilter:
    return ProjectFilter(
        q=q,
        programme=programme,
        network=network,
        country=country,
        theme=theme,
        status=status,
        funder=funder,
        year=year,
        organisation=organisation,
        include_archived=include_archived,
    )


Projects = Annotated[ProjectService, Depends(_service)]
List = Annotated[ProjectList, Depends(_list)]
Only = Annotated[ProjectFilter, Depends(_filter)]


@hot_get(router, "", summary="List projects", response_model=Page[ProjectListItem])
async def list_projects(
    projects: List,
    actor: Reader,
    page: PageQuery,
    only: Only,
    sort: ProjectSort = "code",
) -> Response:
    found = await projects.page(page, only, sort=sort, visible_to=actor)
    return Response(found, media_type="application/json")


@router.get("/file", summary="The same projects as a file", **file_route())
async def download_projects(
    projects: List,
    actor: Reader,
    file: AskedFile,
    only: Only,
    sort: ProjectSort = "code",
) -> Response:
    pages = partial(projects.page, only=only, sort=sort, visible_to=actor)
    return await file.of(pages, ProjectListItem, "projects", PROJECTS)


@router.post("", summary="Register a project", status_code=status.HTTP_201_CREATED)
async def register_project(
    projects: Projects, actor: Writer, response: Response, body: ProjectCreate
) -> ProjectOut:
    project = await projects.register(body, actor=actor)
    set_etag(response, project)
    return project


@router.get("/choices", summary="What the list of projects can be narrowed to")
async def get_project_choices(projects: Projects, actor: Reader) -> ProjectChoices:
    return await projects.choices(actor=actor)


@router.get(
    "/{project_id}",
    summary="Get a project with all that belongs to it",
    dependencies=[AS_OF],
)
async def get_project(
    projects: Projects, actor: Reader, response: Response, project_id: UUID
) -> ProjectOut:
    project = await projects.get(project_id, actor=actor)
    set_etag(response, project)
    return project


@router.patch("/{project_id}", summary="Change a project")
async def change_project(
    projects: Projects,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    project_id: UUID,
    body: ProjectUpdate,
) -> ProjectOut:
    project = await projects.change(project_id, body, version, actor=actor)
    set_etag(response, project)
    return project


@router.post("/{project_id}/archive", summary="Archive a project")
async def archive_project(
    projects: Projects,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    project_id: UUID,
) -> ProjectOut:
    project = await projects.archive(project_id, version, actor=actor)
    set_etag(response, project)
    return project


@router.post("/{project_id}/restore", summary="Bring an archived project back")
async def restore_project(
    projects: Projects,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    project_id: UUID,
) -> ProjectOut:
    project = await projects.restore(project_id, version, actor=actor)
    set_etag(response, project)
    return project
