from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from bromost_common.auth import Actor
from bromost_common.languages import Language
from bromost_common.web.auth import requires
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .previewing import preview
from .repository import Place
from .schemas import (
    MailExampleList,
    MailPreview,
    MailPreviewOut,
    MailTemplateList,
    MailTemplateOut,
    RestoreVersion,
    TemplateChannel,
    TemplateWords,
)
from .service import MANAGE, TemplateService

router = APIRouter(prefix="/mail-templates", tags=["mail texts"])

Manager = Annotated[Actor, Depends(requires(MANAGE))]
TopicPath = Annotated[str, Path(max_length=100, examples=["role.given"])]


async def _service(session: Session) -> TemplateService:
    return TemplateService(session)


async def _place(topic: TopicPath, channel: TemplateChannel, locale: Language) -> Place:
    return Place(topic, channel, locale)


Templates = Annotated[TemplateService, Depends(_service)]
At = Annotated[Place, Depends(_place)]
ONE = "/{topic}/{channel}/{locale}"


@router.get("", summary="Every kind of mail, and whose words it has")
async def list_mail_templates(templates: Templates, _: Manager) -> MailTemplateList:
    return await templates.all()


@router.post("/preview", summary="See words as a mail")
async def preview_mail(
    session: Session, actor: Manager, request: Request, body: MailPreview
) -> MailPreviewOut:
    """With what one was told oneself, or else with an example."""
    origin = request.app.state.settings.public_url
    return await preview(session, body, actor=actor, origin=origin)


@router.get("/{topic}/examples", summary="What one was told oneself of a topic")
async def list_mail_examples(
    templates: Templates,
    actor: Manager,
    topic: TopicPath,
    locale: Annotated[Language, Query()] = "en",
) -> MailExampleList:
    return await templates.examples(topic, locale, actor=actor)


@router.get(ONE, summary="The words of a mail in one language")
async def get_mail_template(
    templates: Templates, _: Manager, at: At, response: Response
) -> MailTemplateOut:
    found = await templates.get(at)
    set_etag(response, found)
    return found


@router.put(f"{ONE}/draft", summary="Write words of one's own, as a draft")
async def put_mail_template_draft(
    *,
    templates: Templates,
    actor: Manager,
    at: At,
    version: ExpectedVersion,
    response: Response,
    body: TemplateWords,
) -> MailTemplateOut:
    found = await templates.write(at, body, version, actor=actor)
    set_etag(response, found)
    return found


@router.delete(f"{ONE}/draft", summary="Discard the draft")
async def discard_mail_template_draft(
    *,
    templates: Templates,
    actor: Manager,
    at: At,
    version: ExpectedVersion,
    response: Response,
) -> MailTemplateOut:
    found = await templates.discard(at, version, actor=actor)
    set_etag(response, found)
    return found


@router.post(f"{ONE}/publish", summary="Send the draft's words from now on")
async def publish_mail_template(
    *,
    templates: Templates,
    actor: Manager,
    at: At,
    version: ExpectedVersion,
    response: Response,
) -> MailTemplateOut:
    found = await templates.publish(at, version, actor=actor)
    set_etag(response, found)
    return found


@router.post(f"{ONE}/restore", summary="Take earlier words as the draft")
async def restore_mail_template(
    *,
    templates: Templates,
    actor: Manager,
    at: At,
    version: ExpectedVersion,
    response: Response,
    body: RestoreVersion,
) -> MailTemplateOut:
    found = await templates.restore(at, body.number, version, actor=actor)
    set_etag(response, found)
    return found


@router.post(f"{ONE}/withdraw", summary="Send the product's own words again")
async def withdraw_mail_template(
    *,
    templates: Templates,
    actor: Manager,
    at: At,
    version: ExpectedVersion,
    response: Response,
) -> MailTemplateOut:
    found = await templates.withdraw(at, version, actor=actor)
    set_etag(response, found)
    return found
