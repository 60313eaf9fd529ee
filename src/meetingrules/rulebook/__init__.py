"""Rulebook files: vocabulary, definitions, rules, and how each norm is accounted for."""
