"""The simulated call, its transcripts and the terminal."""
