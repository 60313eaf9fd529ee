"""Ground floor: places, complaints, trees of text, days. Knows nothing of meetings."""
