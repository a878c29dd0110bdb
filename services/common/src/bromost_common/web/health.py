"""`/health/live`: the process answers; `/health/ready`: so does its database."""

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from sqlalchemy import text

router = APIRouter(prefix="/health", tags=["health"])


class Health(BaseModel):
    """What a load balancer asks."""

    status: str = Field(examples=["ok"])


@router.get("/live", summary="Is the process up?")
async def is_live() -> Health:
    return Health(status="ok")


@router.get("/ready", summary="Can it serve, database included?")
async def is_ready(request: Request) -> Health:
    async with request.app.state.sessions() as session:
        await session.execute(text("SELECT 1"))
    return Health(status="ok")
