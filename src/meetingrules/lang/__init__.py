"""The condition language: sentences, their meaning, and the reference evaluator that defines it."""
