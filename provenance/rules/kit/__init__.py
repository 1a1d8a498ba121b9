"""What a rule may use, a built-in one or another distribution's.

`examples` builds the cases of a rule's EXAMPLES, `evidence` says where a value stands and why no
original speaks. What texts and records claim is read by `places`, `dates`, `scenes`, `names`,
`people`, `disclosure`; what is owed by `licenses`, `credits`, `embedded`, `stock`; what was done to
the picture by `changes`, `generated`. Names without an underscore stay.
"""
