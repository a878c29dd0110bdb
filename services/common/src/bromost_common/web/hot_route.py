"""Routes that are asked often: what their dependencies need is planned once.

FastAPI walks a route's tree of dependencies anew at each request, which costs more than
a hot list's own work. Here the walk is done when the route is made. Whatever is not as
expected, such as a parameter that is refused, goes FastAPI's own way from the start.
"""

from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from inspect import iscoroutinefunction
from typing import Any, NamedTuple, TypeAlias, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi._compat import ModelField
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_params_to_args
from fastapi.routing import APIRoute, _effective_route_context_var
from starlette.datastructures import QueryParams
from typing_extensions import override

Endpoint = TypeVar("Endpoint", bound=Callable[..., Awaitable[Response]])
Handler: TypeAlias = Callable[[Request], Awaitable[Response]]
_Read: TypeAlias = tuple[dict[str, Any], ...]

# The queries that are kept read; longer ones are read each time.
_KEPT = 256
_LONGEST_KEPT = 300
# All that a dependency of a hot route may ask for.
_KNOWN = {
    *("query_params", "header_params", "dependencies", "name", "call", "path"),
    *("request_param_name", "http_connection_param_name", "scope"),
    # Scopes without anything that asks for them are words for the document.
    *("own_oauth_scopes", "parent_oauth_scopes"),
}


class _Step(NamedTuple):
    """One call, and where its arguments come from."""

    call: Callable[..., Awaitable[Any]]
    # The arguments that are the request, and those that an earlier step gives.
    requests: tuple[str, ...]
    given: tuple[tuple[str, int], ...]
    headers: Sequence[ModelField]


class HotRoute(APIRoute):
    """A route that only reads: async dependencies, their query, and the request.

    Its function answers with a `Response` of its own.
    """

    @override
    def get_route_handler(self) -> Any:
        # An included route is made again, with what its inclusion adds to it.
        made = _effective_route_context_var.get()
        tree: Dependant = (made or self).dependant
        steps: list[_Step] = []
        fields: list[Sequence[ModelField]] = []
        _plan(tree, steps, fields, {})
        return _handler(super().get_route_handler(), steps, _reader(fields))


def hot_get(
    router: APIRouter, path: str, **options: Any
) -> Callable[[Endpoint], Endpoint]:
    """`router.get` for a hot route."""

    def add(function: Endpoint) -> Endpoint:
        router.add_api_route(
            path, function, methods=["GET"], route_class_override=HotRoute, **options
        )
        return function

    return add


def _plan(
    node: Dependant,
    steps: list[_Step],
    fields: list[Sequence[ModelField]],
    places: dict[Any, int],
) -> int:
    """Put the calls of the tree in order; the place at which this one's is."""
    if node.call in places:
        return places[node.call]
    given = []
    for one in node.dependencies:
        place = _plan(one, steps, fields, places)
        # One without a name is there for what it refuses.
        if one.name is not None:
            given.append((one.name, place))
    _check(node)
    fields.append(node.query_params)
    places[node.call] = len(steps)
    requests = (node.request_param_name, node.http_connection_param_name)
    steps.append(
        _Step(
            _awaitable(node),
            tuple(name for name in requests if name is not None),
            tuple(given),
            node.header_params,
        )
    )
    return places[node.call]


def _check(node: Dependant) -> None:
    empty = Dependant()
    for name in Dependant.__slots__:
        if name not in _KNOWN and getattr(node, name) != getattr(empty, name):
            message = f"A hot route takes no {name}: {node.call}"
            raise TypeError(message)


def _awaitable(node: Dependant) -> Callable[..., Awaitable[Any]]:
    call: Any = node.call
    if not iscoroutinefunction(call):
        # A security scheme is an object that is called.
        call = call.__call__
    if not iscoroutinefunction(call):
        message = f"A hot route's dependencies are all async: {node.call}"
        raise TypeError(message)
    found: Callable[..., Awaitable[Any]] = call
    return found


def _reader(fields: list[Sequence[ModelField]]) -> Callable[[bytes], _Read | None]:
    """Reads a query into each step's arguments; None where one of them is refused."""

    def read(query: bytes) -> _Read | None:
        given = QueryParams(query)
        arguments = []
        for of_step in fields:
            values, errors = request_params_to_args(of_step, given)
            if errors:
                return None
            arguments.append(values)
        return tuple(arguments)

    kept = lru_cache(_KEPT)(read)
    return lambda query: (kept if len(query) <= _LONGEST_KEPT else read)(query)


def _handler(
    usual: Handler, steps: list[_Step], read: Callable[[bytes], _Read | None]
) -> Handler:
    async def handle(request: Request) -> Response:
        queries = read(request.scope["query_string"])
        if queries is None:
            return await usual(request)
        results: list[Any] = []
        for step, query in zip(steps, queries, strict=True):
            arguments = query | {name: results[place] for name, place in step.given}
            for name in step.requests:
                arguments[name] = request
            if step.headers:
                values, errors = request_params_to_args(step.headers, request.headers)
                if errors:
                    return await usual(request)
                arguments |= values
            results.append(await step.call(**arguments))
        answer: Response = results[-1]
        return answer

    return handle
