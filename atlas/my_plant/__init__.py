"""My plant beside the published results of named lighthouses."""
