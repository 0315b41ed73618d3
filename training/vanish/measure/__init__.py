"""How good is it: cases, baselines, metrics, and pages and tables that show them."""
