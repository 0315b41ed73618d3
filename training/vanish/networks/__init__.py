"""The networks and their blocks, their inputs, and the fixed networks that losses are computed with."""
