"""The history builds what the models say, and can be walked back one step."""

from collections.abc import Callable

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from bromost_common.schema import REQUIRED_REVISION
from tests.conftest import ROOT, migrate


def config_for(url: str) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def test_models_and_migrations_agree(committed_database_url: str) -> None:
    try:
        command.check(config_for(committed_database_url))
    except CommandError as error:
        pytest.fail(str(error))


def test_code_asks_for_the_newest_revision() -> None:
    heads = ScriptDirectory.from_config(Config(ROOT / "alembic.ini")).get_heads()
    assert heads == [REQUIRED_REVISION]


def test_each_revision_can_be_undone_and_redone(
    new_database: Callable[[str | None], str],
) -> None:
    url = new_database(None)
    migrate(url)
    command.downgrade(config_for(url), "base")
    migrate(url)
