"""What a source may use, a built-in one or another distribution's.

`answers` reads other people's JSON without trusting its shape and says where a value was read,
`facts` makes dated facts, `licenses` licences; `words` picks what to search for; `posts`, `stock`
and `wayback` are for sources of those kinds. Names without an underscore stay.
"""
