from typing import Annotated

from fastapi import APIRouter, Depends, Request

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .repository import MailRepository
from .schemas import MailOut
from .service import tell_of_mail

router = APIRouter(tags=["mail"])

MailManager = Annotated[Actor, Depends(requires("person.write"))]


@router.get("/mail", summary="Whether mail is sent, and what waits")
async def get_mail(request: Request, session: Session, _: MailManager) -> MailOut:
    return await tell_of_mail(MailRepository(session), request.app.state.settings)
