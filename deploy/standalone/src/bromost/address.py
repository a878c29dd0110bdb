"""The socket of the system: opened by the supervisor, served by a child."""

import errno
import socket

from bromost.console import UserError, say
from bromost.installation import DEFAULT_PORT, Installation

NEIGHBOURS = 50


def listen(installation: Installation) -> socket.socket:
    """The chosen port or a clear refusal; without a choice, the first free one."""
    if installation.port is not None:
        return _listen_on_chosen(installation.host, installation.port)
    for port in range(DEFAULT_PORT, DEFAULT_PORT + NEIGHBOURS):
        try:
            listening = _open(installation.host, port)
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise UserError(_cannot(installation.host, port, error)) from error
        else:
            if port != DEFAULT_PORT:
                say(f"Port {DEFAULT_PORT} is taken by another program; using {port}.")
            return listening
    raise UserError(
        f"The ports {DEFAULT_PORT} to {DEFAULT_PORT + NEIGHBOURS - 1} are all taken."
        " Choose a free one: BROMOST_PORT=9000 make run"
    )


def _listen_on_chosen(host: str, port: int) -> socket.socket:
    try:
        return _open(host, port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise UserError(_cannot(host, port, error)) from error
        raise UserError(
            f"Port {port} is taken by another program."
            " Stop that program, or choose another port:"
            f" BROMOST_PORT={port + 1} make run"
        ) from error


def _open(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        # Connections that linger from a previous run do not hold the port.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(1024)
    except OSError:
        listening.close()
        raise
    return listening


def _cannot(host: str, port: int, error: OSError) -> str:
    return (
        f"Bromost cannot listen on {host}, port {port}: {error.strerror}."
        " Choose others with BROMOST_HOST and BROMOST_PORT."
    )


def url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - shown, not bound
    return (
        f"http://{f'[{shown}]' if ':' in shown and '[' not in shown else shown}:{port}"
    )
