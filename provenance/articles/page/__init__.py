"""How an HTML page is read, around one value `Page`, step by step.

`data_urls` sets pictures apart that the page carries in itself, `parse` makes the tree of `dom`,
`structured_data` and `publisher` say what the page declares, `main_content` finds the article,
`images`, `addresses` and `image_urls` the pictures; `text_runs`, `pairing` and `division` find
each one's caption and credit, `promos`, `video_posters` and `selection` say which are the story's,
`credit_notices`, with `credit_rows`, `production_lists` and `credit_lists`, and `script_data` read
what stands elsewhere, `metadata` the article's own fields, and `publish` turns all of it into the
model's values.
"""
