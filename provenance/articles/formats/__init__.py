"""Kinds of input: one file each, from its bytes to an `Article`."""
