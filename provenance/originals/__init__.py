"""Originals: searched at the sources, compared by pixels, traced, and remembered."""
