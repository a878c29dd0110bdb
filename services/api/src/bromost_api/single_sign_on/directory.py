"""The identity providers of an installation, each with its client."""

from collections.abc import Iterator, Sequence

from bromost_common.errors import NotFoundError

from .client import ProviderClient
from .providers import IdentityProvider


class ProviderDirectory:
    """Made once per process: the clients remember what providers publish."""

    def __init__(
        self, providers: Sequence[IdentityProvider], *, public_url: str
    ) -> None:
        self._clients = {
            provider.id: ProviderClient(provider, public_url=public_url)
            for provider in providers
        }

    def __iter__(self) -> Iterator[IdentityProvider]:
        return (client.provider for client in self._clients.values())

    def find(self, provider_id: str) -> ProviderClient | None:
        return self._clients.get(provider_id)

    def get(self, provider_id: str) -> ProviderClient:
        client = self.find(provider_id)
        if client is None:
            raise NotFoundError("There is no such identity provider.")
        return client
