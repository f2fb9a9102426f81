"""The facts of TwiML as tables of our own: verbs, nesting, attributes, values."""
