"""Measures how good a variant is: cases, baselines, metrics, and the pages and tables that show them."""
