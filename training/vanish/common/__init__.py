"""What every part needs and none owns: whole files, names, processor cores, sheets of pictures, pages."""
