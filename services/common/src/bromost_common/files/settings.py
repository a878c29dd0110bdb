"""What the environment decides of files."""

from typing import Literal

from pydantic import Field

from bromost_common.settings import ServiceSettings


class FileSettings(ServiceSettings):
    """For services that keep files."""

    max_file_bytes: int = Field(
        default=20_000_000, ge=1_000, validation_alias="BROMOST_MAX_FILE_BYTES"
    )
    # Of one project or programme together.
    max_files_bytes: int = Field(
        default=2_000_000_000, ge=1_000, validation_alias="BROMOST_MAX_FILES_BYTES"
    )
    # Where a ClamAV daemon listens: unix:/run/clamav/clamd.ctl or tcp:scanner:3310.
    scanner: str = Field(
        default="",
        pattern=r"^(|unix:/.+|tcp:.+:\d+)$",
        validation_alias="BROMOST_SCANNER",
    )
    # Whether files are taken and given that no scanner looked at.
    unscanned_files: Literal["allow", "refuse"] = Field(
        default="allow", validation_alias="BROMOST_UNSCANNED_FILES"
    )
