"""What is learned and from what: one recipe per kind of run, its TOML, its losses, and trained weights by name."""
