"""The first page: one figure of each subject."""
