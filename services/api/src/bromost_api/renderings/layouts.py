"""By which template of its programme a document is made."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.document_templates.kinds import Kind
from bromost_api.document_templates.repository import DocumentTemplateRepository
from bromost_api.document_templates.schemas import TemplateContents

from .layout import Layout, Owner


async def newest_of(
    session: AsyncSession, kind: Kind, owner: Owner | None
) -> UUID | None:
    """The version that holds now; none where none was laid down."""
    if owner is None:
        return None
    found = await DocumentTemplateRepository(session).find(owner.id, kind)
    return found.id if found else None


async def layout_of(session: AsyncSession, template_id: UUID | None) -> Layout | None:
    if template_id is None:
        return None
    found = await DocumentTemplateRepository(session).layout(template_id)
    if found is None:
        return None
    contents = TemplateContents.model_validate(found.contents)
    return Layout(tuple(contents.parts), found.original_language)
