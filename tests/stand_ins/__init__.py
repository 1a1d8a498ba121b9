"""What tests put in the place of the world: a wiki, a service, a fetcher, drawn pictures, whole
reports."""
