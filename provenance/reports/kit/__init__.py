"""What a report may use: the words, names and escapes that all formats share."""
