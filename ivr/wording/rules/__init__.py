"""The wording rules: one file each, named like the rule."""
