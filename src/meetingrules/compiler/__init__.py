"""A checked rulebook as Python functions, for what is known; what is open is left to those who can say so."""
