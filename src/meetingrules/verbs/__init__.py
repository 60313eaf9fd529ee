"""What the command line offers: one module for each verb, each with a ``command``; loaded when it is asked for."""
