"""The networks and their blocks, what they are given, and the fixed networks that losses see through."""
