"""What eight articles claim, subject by subject."""
