"""From a checkpoint to a variant that the page loads: tfjs graph, card, golden files, catalog."""
