"""The numbers that a run answers to the shell; apart from how they come about, as every start needs them."""

COMPLIANT, FAILED, NOT_CHECKED, BUG, UNDECIDED, INTERRUPTED = 0, 1, 2, 3, 4, 130
FAIL_ON = ("error", "warning", "advice", "never")
