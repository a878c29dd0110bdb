"""A child ends with its supervisor, even after kill -9: a pipe between them breaks."""

import os
import signal
import threading
import time

VARIABLE = "BROMOST_LIFELINE"
PATIENCE = 10


def watch() -> None:
    """Follow the supervisor, if there is one, out of the world."""
    number = os.environ.get(VARIABLE)
    if number:
        threading.Thread(target=_wait, args=(int(number),), daemon=True).start()


def _wait(pipe: int) -> None:
    while os.read(pipe, 1):  # Returns nothing once the other end is closed.
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)
