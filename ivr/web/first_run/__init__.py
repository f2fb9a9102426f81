"""The first run: a few questions become a line with its greeting."""
