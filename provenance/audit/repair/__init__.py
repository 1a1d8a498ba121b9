"""Credits that are missing: proposed with evidence, applied, taken back."""
