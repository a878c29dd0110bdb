"""`/health/live`: the process answers; `/health/ready`: so does its database."""

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from bromost_common.schema import check_schema

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
        await check_schema(await session.connection())
    return Health(status="ok")
