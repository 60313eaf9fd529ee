"""How help pages and complaints about the command line speak Chinese; the Chinese is loaded only when it is spoken."""
