"""Where messages may go: to public addresses, and to networks that are named for it.

What a name stands for is known only when it is dialled, so the address itself is
checked then (`Guard.lets_dial`); when an endpoint is saved, only what is written.
"""

import re
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Self
from urllib.parse import urlsplit

PORTS = frozenset({443, 8443})
PLAIN_PORTS = frozenset({80, 8080})
# Not `is_global`: versions of Python differ on what that is. From IANA's registries of
# special-purpose addresses.
_NO_IPV4 = tuple(
    IPv4Network(one)
    for one in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8"),
        *("169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24"),
        *("192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
    )
)
_IPV6 = IPv6Network("2000::/3")
# Within it: protocols, what wraps an IPv4 address, and documentation.
_NO_IPV6 = tuple(
    IPv6Network(one) for one in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
_URL = re.compile(r"[!-~]{8,2000}")
# The last label has a letter, or it would be a number in disguise, such as 0x7f.1.
_NAME = re.compile(
    r"(?=.{1,253}$)([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z][a-z0-9-]{0,62}"
)
_LOCAL = ("localhost", "local", "internal", "intranet", "home", "lan", "arpa")

# By the codes of `Guard.objection`.
OBJECTIONS = {
    "address_invalid": "This is not an address.",
    "address_with_secrets": "No user, password or #fragment belongs in it.",
    "address_not_encrypted": "The address must begin with https://.",
    "address_not_public": "Only addresses on the internet, at port 443 or 8443.",
}


@dataclass(frozen=True)
class Guard:
    """What an installation lets its endpoints be."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    allows_plain: bool = False

    @classmethod
    def of(cls, networks: str, *, allows_plain: bool) -> Self:
        """From what the settings say, such as `10.2.0.0/16 fd12::/48`."""
        return cls(tuple(ip_network(one) for one in networks.split()), allows_plain)

    def objection(self, url: str) -> str | None:
        """The code of what is wrong with an endpoint's address, as it is written."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return "address_invalid"
        if not _URL.fullmatch(url) or not host or "\\" in url:
            return "address_invalid"
        if parts.username is not None or parts.password is not None or parts.fragment:
            return "address_with_secrets"
        if parts.scheme not in ({"https", "http"} if self.allows_plain else {"https"}):
            return "address_not_encrypted"
        if not self._may_be(host, port or (443 if parts.scheme == "https" else 80)):
            return "address_not_public"
        return None

    def lets_dial(self, address: str, port: int) -> bool:
        """Whether this very address may be connected to."""
        try:
            found = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        if any(found in one for one in self.networks):
            return True
        if port not in PORTS and not (self.allows_plain and port in PLAIN_PORTS):
            return False
        if isinstance(found, IPv4Address):
            return not any(found in one for one in _NO_IPV4)
        return found in _IPV6 and not any(found in one for one in _NO_IPV6)

    def _may_be(self, host: str, port: int) -> bool:
        try:
            ip_address(host)
        except ValueError:
            return self._may_be_named(host, port)
        return self.lets_dial(host, port)

    def _may_be_named(self, host: str, port: int) -> bool:
        if not _NAME.fullmatch(host):
            return False
        if self.networks:
            # It may stand for an address there.
            return True
        is_local = "." not in host or host.rpartition(".")[2] in _LOCAL
        return not is_local and (
            port in PORTS or (self.allows_plain and port in PLAIN_PORTS)
        )
