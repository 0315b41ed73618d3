"""From a folder of photos to samples: reading, splitting into sides, cutting out, pasting people onto rooms."""
