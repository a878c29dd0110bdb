"""The half of `bromost_common` that knows HTTP; only routers and apps import it."""
