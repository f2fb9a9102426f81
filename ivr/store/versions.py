"""The version of the tables that this program reads and writes."""

# The newest revision in migrations/versions; revisions are numbered in order.
CURRENT = "0004"
