"""The way of a call script to being live: checked, proved, rendered, put in place."""
