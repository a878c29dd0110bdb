"""`?cursor=…&limit=50&with_total=true` as a dependency."""

from typing import Annotated

from fastapi import Depends, Query

from bromost_common.paging import DEFAULT_LIMIT, MAX_LIMIT, PageRequest


async def _page_request(
    cursor: Annotated[
        str | None,
        Query(max_length=2000, description="`next_cursor` of the page before."),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = DEFAULT_LIMIT,
    *,
    with_total: Annotated[bool, Query(description="Also count all items.")] = False,
) -> PageRequest:
    return PageRequest(cursor, limit, with_total)


PageQuery = Annotated[PageRequest, Depends(_page_request)]
