"""Proofs over all calls."""
