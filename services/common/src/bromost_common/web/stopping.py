"""Tells long-lived answers that the server is about to stop."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def on_stop_signal(tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell` in the event loop when the server is told to stop.

    The server waits for open answers before it ends the lifespan, so a stream that
    waited for the lifespan's end would hold the server up.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}

    def heard(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(tell)
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    replaced = [number for number, handler in before.items() if callable(handler)]
    for number in replaced:
        signal.signal(number, heard)
    try:
        yield
    finally:
        for number in replaced:
            signal.signal(number, before[number])
