"""From an uploaded file to import lines."""
