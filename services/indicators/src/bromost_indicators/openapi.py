"""Prints this service's OpenAPI document: `python -m bromost_indicators.openapi`."""

import json
import sys

from pydantic import SecretStr

from .app import create_app
from .settings import Settings


def document() -> str:
    app = create_app(Settings(database_url=SecretStr("postgresql+asyncpg://")))
    return (
        json.dumps(app.openapi(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    )


if __name__ == "__main__":
    sys.stdout.write(document())
