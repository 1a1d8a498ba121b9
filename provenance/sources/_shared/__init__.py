"""What several sources need: safe reading of answers, dated facts, licences, the Wayback Machine's forms."""
