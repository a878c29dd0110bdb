from typing import Annotated

from fastapi import APIRouter, Depends, Request, status

from bromost_common.web.limits import RateLimits, caller_network
from bromost_common.web.session import Session, on_task

from .schemas import PasswordReset, ResetWanted
from .service import RecoveryService

router = APIRouter(tags=["sign-in"], dependencies=[on_task("password_reset")])


async def _service(request: Request, session: Session) -> RecoveryService:
    return RecoveryService(session, request.app.state.access)


Service = Annotated[RecoveryService, Depends(_service)]


@router.post(
    "/password-reset",
    summary="Ask for a link to choose a new password",
    description="The answer is the same whether or not the address has an account.",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def ask_for_password_reset(
    service: Service, limits: RateLimits, request: Request, body: ResetWanted
) -> None:
    await service.ask(body, network=caller_network(request), limits=limits)


@router.put(
    "/password-reset",
    summary="Choose a new password with a link",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def reset_password(service: Service, body: PasswordReset) -> None:
    await service.reset(body)
