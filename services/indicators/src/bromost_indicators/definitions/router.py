from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response, status

from bromost_common.auth import Actor
from bromost_common.languages import ShortText
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag
from bromost_indicators.calculation.rules import Kind

from .choices import choices_list
from .library import Wanted
from .schemas import (
    ChoicesList,
    DefinitionCreate,
    DefinitionListItem,
    DefinitionOut,
    DefinitionUpdate,
    DefinitionUse,
    VersionChanges,
)
from .service import DefinitionService

router = APIRouter(tags=["definitions"])
Reader = Annotated[Actor, Depends(requires("definition.read"))]
Writer = Annotated[Actor, Depends(requires("definition.write"))]
Number = Annotated[int, Path(ge=1, le=1_000_000, description="Of the version.")]


async def _service(session: Session) -> DefinitionService:
    return DefinitionService(session)


Definitions = Annotated[DefinitionService, Depends(_service)]


@router.get("/definition-choices", summary="What goes together in a definition")
async def get_definition_choices(_: Reader) -> ChoicesList:
    return choices_list()


@router.get("/definitions", summary="List the definitions of the libraries")
async def list_definitions(
    *,
    definitions: Definitions,
    actor: Reader,
    page: PageQuery,
    q: Annotated[
        ShortText | None, Query(description="Part of the code or of a name.")
    ] = None,
    kind: Kind | None = None,
    programme_id: Annotated[
        UUID | None, Query(description="Only those of this programme's library.")
    ] = None,
    shared: Annotated[
        bool, Query(description="Only those of the installation's library.")
    ] = False,
    project_id: Annotated[
        UUID | None, Query(description="Only what this project may take.")
    ] = None,
    include_archived: bool = False,
) -> Page[DefinitionListItem]:
    wanted = Wanted(q, kind, programme_id, shared, project_id, include_archived)
    return await definitions.page(page, wanted, actor=actor)


@router.post(
    "/definitions",
    summary="Add a definition to a library, as a draft",
    status_code=status.HTTP_201_CREATED,
)
async def register_definition(
    definitions: Definitions, actor: Writer, response: Response, body: DefinitionCreate
) -> DefinitionOut:
    definition = await definitions.register(body, actor=actor)
    set_etag(response, definition)
    return definition


@router.get("/definitions/{definition_id}", summary="A definition with its versions")
async def get_definition(
    definitions: Definitions, actor: Reader, definition_id: UUID, response: Response
) -> DefinitionOut:
    definition = await definitions.get(definition_id, actor=actor)
    set_etag(response, definition)
    return definition


@router.patch("/definitions/{definition_id}", summary="Archive or recode a definition")
async def change_definition(
    *,
    definitions: Definitions,
    actor: Writer,
    definition_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: DefinitionUpdate,
) -> DefinitionOut:
    definition = await definitions.change(definition_id, body, version, actor=actor)
    set_etag(response, definition)
    return definition


@router.get(
    "/definitions/{definition_id}/uses",
    summary="The indicators that go by a definition, of those one sees",
)
async def list_definition_uses(
    definitions: Definitions, actor: Reader, definition_id: UUID, page: PageQuery
) -> Page[DefinitionUse]:
    return await definitions.uses(definition_id, page, actor=actor)


@router.post(
    "/definitions/{definition_id}/versions",
    summary="Begin a new version as a draft, like the newest but for what changes",
    status_code=status.HTTP_201_CREATED,
)
async def draft_definition_version(
    *,
    definitions: Definitions,
    actor: Writer,
    definition_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: VersionChanges,
) -> DefinitionOut:
    definition = await definitions.draft(definition_id, body, version, actor=actor)
    set_etag(response, definition)
    return definition


@router.patch(
    "/definitions/{definition_id}/versions/{number}", summary="Change a draft"
)
async def change_definition_draft(
    *,
    definitions: Definitions,
    actor: Writer,
    definition_id: UUID,
    number: Number,
    version: ExpectedVersion,
    response: Response,
    body: VersionChanges,
) -> DefinitionOut:
    definition = await definitions.change_draft(
        definition_id, number, body, version, actor=actor
    )
    set_etag(response, definition)
    return definition


@router.delete(
    "/definitions/{definition_id}/versions/{number}", summary="Discard a draft"
)
async def discard_definition_draft(
    *,
    definitions: Definitions,
    actor: Writer,
    definition_id: UUID,
    number: Number,
    version: ExpectedVersion,
    response: Response,
) -> DefinitionOut:
    definition = await definitions.discard_draft(
        definition_id, number, version, actor=actor
    )
    set_etag(response, definition)
    return definition


@router.post(
    "/definitions/{definition_id}/versions/{number}/publication",
    summary="Publish a draft; from then on it does not change",
)
async def publish_definition_version(
    *,
    definitions: Definitions,
    actor: Writer,
    definition_id: UUID,
    number: Number,
    version: ExpectedVersion,
    response: Response,
) -> DefinitionOut:
    definition = await definitions.publish(definition_id, number, version, actor=actor)
    set_etag(response, definition)
    return definition
