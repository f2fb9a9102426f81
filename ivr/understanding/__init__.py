"""From what a caller says to what the caller wants."""

from ivr.understanding.listener import Listener

__all__ = ["Listener"]
