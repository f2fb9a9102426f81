"""The page on which the owner writes the call script."""
