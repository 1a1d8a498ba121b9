"""The desk in a browser (extra `service`): `provenance desk`.

A page on this machine, or on a newsroom's network for users with tokens: paste an address or a
text, drop a page or pictures, watch them being checked, read the report, accept a finding with a
reason. Nothing is built and nothing is asked for from outside.
"""
