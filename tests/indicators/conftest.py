"""The indicators service is the one under test here."""

import pytest
from fastapi import FastAPI


@pytest.fixture
def app(indicators: FastAPI) -> FastAPI:
    return indicators
