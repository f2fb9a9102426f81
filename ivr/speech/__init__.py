"""From words to telephone audio."""
