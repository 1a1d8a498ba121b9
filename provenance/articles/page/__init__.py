"""How an HTML page is read, in the order in which a page is read."""
