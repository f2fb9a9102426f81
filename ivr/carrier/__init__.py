"""A telephone company in a box: reads TwiML strictly and carries calls."""
