"""Examples to copy, each about twenty-five lines and each run by a test."""
