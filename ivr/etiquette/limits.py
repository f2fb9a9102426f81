"""The numbers that the call rules hold the line to; seconds, unless named otherwise.

Each comes from the sources named in docs/proof.md.
"""

LONGEST_SILENCE = 7  # of waiting, with nothing to hear
LONGEST_GAP = 45  # from the end of one hold update to the start of the next
FIRST_WORD = 15  # from the beginning of a hold
CALLBACK_OFFER = 90  # on hold until the callback is offered at the latest
HALF_MINUTE = 30  # the unit in which a caller's wait is told
LONGEST_RING = 18  # three rings of the slowest cadence, six seconds each
AGENTS_IN_A_ROW = 2  # agents who are rung before the caller is asked again
DECISIONS = 3  # to a person, or to a promise with a time
ANSWER = 1  # until the line goes on after whatever happened
END_OF_RECORDING = 5  # silence that ends a message
OPEN_BEAT = 2  # of quiet that end the answer to an open question
BEAT = 1  # of quiet that end any other answer
TIME_TO_THINK = 4  # until a caller who says nothing counts as silent
