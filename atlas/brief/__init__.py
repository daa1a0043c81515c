"""A view as a file for the meeting: its exhibits as slides with native, editable charts."""
