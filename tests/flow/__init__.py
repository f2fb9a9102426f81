"""The call as a pure machine."""
