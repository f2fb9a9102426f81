"""Composes greetings: company, department, the agent's name, an open question."""
