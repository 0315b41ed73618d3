"""The verbs of the command line: their options, and which function each calls."""
