"""JSON Schemas of what people write and what comes out, made from the words and keys that the loaders themselves read by."""
