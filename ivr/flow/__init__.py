"""The call as a state machine: one pure step is the only meaning of a call."""
