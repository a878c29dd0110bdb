import json

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.ks_portfolio import Loader

from .press import Press

STANDSTILL = {
    "en": "Standstill because of the conflict",
    "pl": "Przestój z powodu konfliktu",
}


@pytest.fixture
def press(officer: AsyncClient, registry: FastAPI) -> Press:
    return Press(officer, registry)


@pytest.fixture
async def portfolio(officer: AsyncClient, session: AsyncSession) -> None:
    """The portfolio with the rate and the standstill that are on record."""
    await Loader(officer, session).load()
    answer = await officer.post(
        "/v1/conversion-rates",
        json={
            "from_currency": "NOK",
            "to_currency": "EUR",
            "rate": "0.12",
            "valid_on": "2005-01-01",
            "source": "100 NOK was about 12 EUR",
        },
    )
    assert answer.status_code == 201
    await session.execute(
        text(
            "INSERT INTO api.partnership_status (id, partnership_id, status,"
            " valid_from, reason)"
            " SELECT gen_random_uuid(), id, 'standstill', '2006-01-01', :reason"
            " FROM api.partnership WHERE name = 'Tromsø - Jaffna'"
        ),
        {"reason": json.dumps(STANDSTILL)},
    )
    await session.commit()
