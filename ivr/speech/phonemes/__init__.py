"""Letters to phonemes for the voices that speak phonemes, one module a language."""
