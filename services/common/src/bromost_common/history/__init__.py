"""What was changed, by whom and when, from the images that the database keeps."""
