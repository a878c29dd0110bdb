from collections.abc import Sequence

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError


async def refused_by_the_database(services: Sequence[FastAPI], statement: str) -> None:
    """Whatever a service believes, its role may not do this."""
    for service in services:
        async with service.state.sessions() as session:
            with pytest.raises(DBAPIError, match="permission denied"):
                await session.execute(text(statement))
