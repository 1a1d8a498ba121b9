"""A newsroom's site: the part that a desk would write, and the acts of the tests' stories."""
