"""The call script that people write."""
