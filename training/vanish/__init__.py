"""Trains the networks that fill the hole in Vanish."""
