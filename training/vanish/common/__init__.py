"""What every package needs and none owns: atomic file writes, names, processor cores, sheets of pictures, pages."""
