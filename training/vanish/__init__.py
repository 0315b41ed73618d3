"""Trains the networks that Vanish fills the hole with."""
