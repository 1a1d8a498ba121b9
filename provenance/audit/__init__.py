"""Many articles at once: a whole newspaper, on Dask, resumable.

See `docs/audit.md`.

`inputs` lists what is to be checked, `ledger` keeps it and what came of it in one SQLite file,
`worker` checks it with what `run` offers, `running` hands it out; `page` shows it, `repair`
proposes credits.
"""
