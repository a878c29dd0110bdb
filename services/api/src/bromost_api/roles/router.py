from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from bromost_common.auth import Actor, Role
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session

from .repository import RoleFilters
from .schemas import GivableRoles, RoleOut, RoleState
from .service import RoleService

router = APIRouter(prefix="/roles", tags=["roles"])

Reader = Annotated[Actor, Depends(requires("role.read"))]
Writer = Annotated[Actor, Depends(requires("role.write"))]


async def _service(session: Session) -> RoleService:
    return RoleService(session)


Roles = Annotated[RoleService, Depends(_service)]


@router.get("", summary="List who has which role where")
async def list_roles(
    roles: Roles,
    actor: Reader,
    page: PageQuery,
    scope: UUID | None = None,
    account: UUID | None = None,
    role: Role | None = None,
    state: RoleState | None = None,
) -> Page[RoleOut]:
    filters = RoleFilters(account_id=account, scope_id=scope, role=role, state=state)
    return await roles.list_roles(page, filters=filters, actor=actor)


@router.get("/givable", summary="Which roles one may give")
async def list_givable_roles(roles: Roles, actor: Writer) -> GivableRoles:
    return GivableRoles(items=roles.givable(actor))
