"""What is known: meeting files, rosters, registers, and what follows from them."""
