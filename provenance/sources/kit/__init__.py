"""What a source may use: safe reading of answers, dated facts, licences, posts."""
