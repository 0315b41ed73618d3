"""The verbs of the command line: their options, and the function that each one calls."""
