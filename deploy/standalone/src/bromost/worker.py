"""What the three services do beside answering requests, in one process."""

from functools import partial

from bromost import lifeline
from bromost_api import worker as registry
from bromost_api.settings import Settings as RegistrySettings
from bromost_common.process import run_until_stopped
from bromost_indicators import worker as indicators
from bromost_indicators.settings import Settings as IndicatorSettings
from bromost_notifications import worker as notifications
from bromost_notifications.settings import Settings as NotificationSettings

if __name__ == "__main__":
    lifeline.watch()
    run_until_stopped(
        partial(registry.run, RegistrySettings()),
        partial(indicators.run, IndicatorSettings()),
        partial(notifications.run, NotificationSettings()),
    )
