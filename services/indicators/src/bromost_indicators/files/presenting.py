"""Files as the contract shows them."""

from .models import File
from .schemas import FileOut


def file_out(file: File) -> FileOut:
    return FileOut.model_validate(
        {
            "id": file.id,
            "name": file.name,
            "media_type": file.media_type,
            "size": file.size,
            "sha256": file.sha256.hex(),
            "state": file.state,
            "created_at": file.created_at,
        }
    )
