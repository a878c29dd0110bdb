from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, UploadFile

from bromost_common.auth import Actor
from bromost_common.limits import SHEET
from bromost_common.web.auth import requires
from bromost_common.web.limits import limited
from bromost_common.web.session import Session

from .schemas import ValuesOut
from .service import BulkValueService

router = APIRouter(tags=["entries"])


@router.post(
    "/projects/{project_id}/values",
    dependencies=[limited(SHEET, by="account")],
    summary="Store a file of values from another system",
)
async def store_values(
    *,
    session: Session,
    actor: Annotated[Actor, Depends(requires("entry.write"))],
    project_id: UUID,
    file: UploadFile,
    submit: Annotated[bool, Form(description="Hand them in; else drafts.")] = False,
) -> ValuesOut:
    """CSV or NDJSON in UTF-8, plain or as gzip; 20,000 rows and 10 MB unpacked at most.

    Of a project or a programme. Each row names its period by `period_id`, or by
    `indicator_id`, `starts_on` and `ends_on`; the place within it by `place_id`. What
    it says is called as in a single value: `value`, `state` (without it `reported`),
    `numerator`, `denominator`, `text`, `comment`, `reason`, `is_partial`, and in
    NDJSON also `cells` and `evidence`. With `version`, a period that changed since is
    refused.

    The rows that are in order are stored together or, if the answer is an error, not
    at all; the others are told of one by one. Sent once more, nothing changes.
    """
    service = BulkValueService(session)
    return await service.store(
        project_id, await file.read(), submit=submit, actor=actor
    )
