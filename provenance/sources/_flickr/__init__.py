"""The parts of the Flickr source: licences and records."""
