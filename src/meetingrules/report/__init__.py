"""What came out, as values and in words."""
