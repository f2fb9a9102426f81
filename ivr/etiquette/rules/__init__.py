"""Call-flow rules: one observer a file."""
