from typing import Annotated

from fastapi import APIRouter, Depends, Request, status

from bromost_common.auth import Actor
from bromost_common.limits import TEST_MAIL
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.limits import limited
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session

from .schemas import MailMessageOut, MailOut, MailState, RetriedMail
from .service import MailService

router = APIRouter(prefix="/mail", tags=["mail"])

MailManager = Annotated[Actor, Depends(requires("person.write"))]


async def _service(request: Request, session: Session) -> MailService:
    return MailService(session, request.app.state.settings)


Mails = Annotated[MailService, Depends(_service)]


@router.get("", summary="Whether mail is sent, and what waits")
async def get_mail(mails: Mails, _: MailManager) -> MailOut:
    return await mails.tell()


@router.get("/messages", summary="List mail on its way and of 30 days, newest first")
async def list_mail(
    mails: Mails, _: MailManager, page: PageQuery, state: MailState | None = None
) -> Page[MailMessageOut]:
    return await mails.page(page, state=state)


@router.post("/try-again", summary="Send at once what waits for another attempt")
async def try_mail_again(mails: Mails, _: MailManager) -> RetriedMail:
    return await mails.try_again()


@router.post(
    "/test",
    summary="Send a test mail to oneself",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=[limited(TEST_MAIL, by="account")],
)
async def send_test_mail(mails: Mails, actor: MailManager) -> MailMessageOut:
    return await mails.send_test(actor=actor)
