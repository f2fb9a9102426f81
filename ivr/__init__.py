"""A phone greeting and call-flow designer."""
