"""What a rule may use: evidence, places, dates, names, licences, disclosures, examples."""
