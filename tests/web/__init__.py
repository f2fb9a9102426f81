"""The pages: who may see them, and what they show."""
