"""From what a caller says to what the caller wants."""
