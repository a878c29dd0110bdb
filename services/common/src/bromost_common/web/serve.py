"""Serves one service by itself: `python -m bromost_api` and its siblings."""

import uvicorn
from fastapi import FastAPI

from bromost_common.logging import configure_logging
from bromost_common.settings import ServiceSettings

# Longer than a proxy keeps an idle connection (`deploy/nginx.conf`: a minute), or it
# sends a request on one that is being closed, and the reader is told of an outage.
KEEP_ALIVE_SECONDS = 75


def serve(app: FastAPI, settings: ServiceSettings) -> None:
    """One process; more of them behind the proxy share the load."""
    configure_logging()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        http="httptools",
        ws="none",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        # Whose word is taken for who called and whether it was over https.
        forwarded_allow_ips=settings.trusted_proxies,
    )
