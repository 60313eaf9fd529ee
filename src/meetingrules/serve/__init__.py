"""Workers for software in any language: a request as data in, an answer as data out; no state, nothing written."""
