"""Why a file is not taken, or not given."""

from typing import ClassVar

from bromost_common.errors import ConflictError, DomainError, FieldError, InvalidError


class FileRefusedError(InvalidError):
    """The file is none that may be kept."""

    code = "file_refused"


class FileInfectedError(InvalidError):
    """The scanner found something harmful."""

    code = "file_infected"


class FileTooLargeError(DomainError):
    """More than a file may have."""

    status = FileRefusedError.status
    code = "file_too_large"


class NoRoomError(ConflictError):
    """Together, the files here have as much as they may have."""

    code = "no_room_for_files"


class TooManyFilesError(ConflictError):
    """More files wait for their use than anybody hands in at once."""

    code = "too_many_files"


class NotScannedError(ConflictError):
    """Only files that were scanned are taken and given here, and this one is not."""

    code = "file_not_scanned"


class QuarantinedError(ConflictError):
    """The file is given once it was scanned."""

    code = "file_quarantined"


class FileGoneError(ConflictError):
    """That it was there is still known; its content was taken away."""

    code: ClassVar[str] = "file_removed"


def refused(code: str, message: str) -> FileRefusedError:
    """What is wrong with the file, e.g. `refused("wrong_type", "…")`."""
    return FileRefusedError(
        message, fields=[FieldError(("body", "file"), code, message)]
    )
