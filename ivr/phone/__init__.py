"""Be the caller: the simulator and its transcripts."""
