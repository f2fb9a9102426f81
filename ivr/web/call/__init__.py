"""The telephone in the browser: the owner calls the draft before callers do."""
