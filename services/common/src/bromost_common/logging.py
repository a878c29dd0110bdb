"""JSON lines on standard error: an event name and fields, never personal data."""

import logging
import sys
from typing import Any

import structlog
from pydantic_core import to_json

# Where it happened, without what the variables held: that may be personal.
_tracebacks = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)


_gathering: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_rendering: list[Any] = [_tracebacks, structlog.processors.JSONRenderer()]


def _to_bytes(event: Any, **_: Any) -> bytes:
    """A line is written for each request, so by the fastest writer that there is."""
    return to_json(event, fallback=repr)


def configure_logging(level: str = "INFO") -> None:
    structlog.configure(
        processors=[
            *_gathering,
            _tracebacks,
            structlog.processors.JSONRenderer(serializer=_to_bytes),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level]
        ),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    # What libraries have to say, in the same form and only when it matters.
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_gathering,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_rendering,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
