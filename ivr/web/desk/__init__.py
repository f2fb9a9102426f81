"""The desk: who waits, who talks, what is owed; for agents while calls go on."""
