"""How help pages and complaints about the command line speak Chinese; nothing of it but ``spoken`` is loaded for English."""
