"""Parts of the Wikimedia Commons source: addresses, the API, cleaning, structured data, records, search."""
