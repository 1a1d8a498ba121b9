"""The parts of the Twitter/X source: address forms, the syndication token, answers, archived copies."""
