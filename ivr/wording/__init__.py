"""The judge of prompts: one rule a file."""
