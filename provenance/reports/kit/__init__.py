"""What a report may use, a built-in one or another distribution's.

`text` has the words and names that all formats share and neutralises text from outside. Names
without an underscore stay.
"""
