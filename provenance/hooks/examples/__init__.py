"""Examples to copy, each about twenty lines and each run by a test."""
