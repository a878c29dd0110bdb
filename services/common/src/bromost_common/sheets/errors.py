"""Why a file cannot be read at all."""

from http import HTTPStatus

from bromost_common.errors import FieldError, InvalidError


class UnreadableFileError(InvalidError):
    """The file as a whole is refused; `fields` name the columns to blame."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "unreadable_file"


def unreadable(code: str, message: str, *columns: str) -> UnreadableFileError:
    """One refusal, about the file or about some of its columns."""
    places = columns or (None,)
    return UnreadableFileError(
        message,
        fields=[
            FieldError(
                ("body", "file") if column is None else ("body", "file", column),
                code,
                message,
            )
            for column in places
        ],
    )
