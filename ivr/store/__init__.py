"""What must last: versions, calls, promises, messages."""
