"""Who closes an idle connection first: the proxy, never a service."""

import re

from bromost_common.web.serve import KEEP_ALIVE_SECONDS
from tests.conftest import ROOT


def test_services_keep_idle_connections_longer_than_the_proxy() -> None:
    """Or the proxy sends a request on a connection that is being closed."""
    conf = (ROOT / "deploy/nginx.conf").read_text()
    kept = re.findall(r"keepalive_timeout (\d+)s;", conf)

    assert len(kept) == len(re.findall(r"^upstream ", conf, re.MULTILINE))
    assert all(int(seconds) < KEEP_ALIVE_SECONDS for seconds in kept)
