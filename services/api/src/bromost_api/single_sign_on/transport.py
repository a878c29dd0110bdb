"""Calls to identity providers: encrypted, short, small, and never sent elsewhere."""

from collections.abc import AsyncIterator
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx2
from typing_extensions import override

MAX_ANSWER_BYTES = 256_000
TIMEOUT = httpx2.Timeout(5, pool=10)


def is_safe_address(address: str) -> bool:
    """Whether it is https, or a provider on this very machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if not host or parts.username or parts.password or parts.fragment:
        return False
    return parts.scheme == "https" or (
        parts.scheme == "http" and (host == "localhost" or _is_loopback(host))
    )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class _Limited(httpx2.AsyncByteStream):
    """Ends with an error where the answer becomes larger than anything expected."""

    def __init__(self, stream: httpx2.AsyncByteStream, request: httpx2.Request) -> None:
        self._stream = stream
        self._request = request

    @override
    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen = 0
        async for chunk in self._stream:
            seen += len(chunk)
            if seen > MAX_ANSWER_BYTES:
                raise httpx2.ReadError("The answer is too large", request=self._request)
            yield chunk

    @override
    async def aclose(self) -> None:
        await self._stream.aclose()


class ProviderTransport(httpx2.AsyncHTTPTransport):
    """Dials safe addresses only, whatever a provider's document names."""

    @override
    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if not is_safe_address(str(request.url)):
            raise httpx2.UnsupportedProtocol("Not an https address", request=request)
        # Unpacking could make a large answer of a small one.
        request.headers["Accept-Encoding"] = "identity"
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            raise httpx2.ReadError("A packed answer was not asked for", request=request)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=_Limited(response.stream, request),
            extensions=response.extensions,
        )


def provider_http() -> dict[str, Any]:
    """The arguments of a client that talks to a provider."""
    return {
        "transport": ProviderTransport(),
        "timeout": TIMEOUT,
        "follow_redirects": False,
        "trust_env": False,
    }
