from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from .post import PostBox, post_box, sending


@pytest.fixture
def box(registry: FastAPI) -> Iterator[PostBox]:
    with post_box() as box:
        sending(registry, box.url)
        yield box
