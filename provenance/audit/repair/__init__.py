"""Credits that are missing: proposed with their evidence, reviewed as CSV, applied, taken back."""
