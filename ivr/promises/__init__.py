"""Promises made to callers: the machine, the ledger, the worker."""
