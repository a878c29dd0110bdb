from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response, status

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import ContactIn, ContactOut, Contacts
from .service import ContactService

router = APIRouter(
    prefix="/organisations/{organisation_id}/contacts", tags=["contacts"]
)

Reader = Annotated[Actor, Depends(requires("contact.read"))]
Writer = Annotated[Actor, Depends(requires("contact.write"))]


async def _service(session: Session) -> ContactService:
    return ContactService(session)


ContactPersons = Annotated[ContactService, Depends(_service)]


@router.get("", summary="List an organisation's contact persons")
async def list_contacts(
    contacts: ContactPersons, actor: Reader, organisation_id: UUID
) -> Contacts:
    return await contacts.of_organisation(organisation_id, actor=actor)


@router.post("", summary="Add a contact person", status_code=status.HTTP_201_CREATED)
async def add_contact(
    contacts: ContactPersons,
    actor: Writer,
    response: Response,
    organisation_id: UUID,
    body: ContactIn,
) -> ContactOut:
    contact = await contacts.add(organisation_id, body, actor=actor)
    set_etag(response, contact)
    return contact


@router.put("/{contact_id}", summary="Change a contact person")
async def change_contact(
    contacts: ContactPersons,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    organisation_id: UUID,
    contact_id: UUID,
    body: ContactIn,
) -> ContactOut:
    contact = await contacts.change(
        organisation_id, contact_id, body, version, actor=actor
    )
    set_etag(response, contact)
    return contact


@router.delete(
    "/{contact_id}",
    summary="Remove a contact person that was never right",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_contact(
    contacts: ContactPersons,
    actor: Writer,
    version: ExpectedVersion,
    organisation_id: UUID,
    contact_id: UUID,
) -> None:
    await contacts.remove(organisation_id, contact_id, version, actor=actor)
