"""The notifications service is the one under test here."""

import pytest
from fastapi import FastAPI


@pytest.fixture
def app(notifications: FastAPI) -> FastAPI:
    return notifications
