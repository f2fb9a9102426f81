"""The first page: is the line open, what do callers hear, what is left to do."""
