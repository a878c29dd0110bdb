from typing import Annotated

from fastapi import APIRouter, Depends, status

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .schemas import ThemeCreate, ThemeList, ThemeOut
from .service import ThemeService

router = APIRouter(prefix="/themes", tags=["themes"])

Reader = Annotated[Actor, Depends(requires("programme.read"))]
Writer = Annotated[Actor, Depends(requires("programme.write"))]


async def _service(session: Session) -> ThemeService:
    return ThemeService(session)


Themes = Annotated[ThemeService, Depends(_service)]


@router.get("", summary="List all themes")
async def list_themes(themes: Themes, _: Reader) -> ThemeList:
    found = await themes.all()
    return ThemeList(items=[ThemeOut.model_validate(theme) for theme in found])


@router.post("", summary="Register a theme", status_code=status.HTTP_201_CREATED)
async def register_theme(themes: Themes, actor: Writer, body: ThemeCreate) -> ThemeOut:
    return ThemeOut.model_validate(await themes.register(body, actor=actor))
