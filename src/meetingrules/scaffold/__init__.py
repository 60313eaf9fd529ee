"""Files to start from: written from what a rulebook declares and asks for, so that nothing has to be looked up."""
