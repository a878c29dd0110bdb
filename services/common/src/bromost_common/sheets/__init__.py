"""From an uploaded file to rows of cells, without any I/O but the given bytes."""
