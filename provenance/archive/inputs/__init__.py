"""What can be read into the archive: one file for each kind of input.

Each yields `Item`s; nothing here decodes a picture or writes.
"""
