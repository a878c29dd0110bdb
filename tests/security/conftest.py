"""The world of the route matrix, for what is asked of it here."""

from tests.contract.conftest import world

__all__ = ["world"]
