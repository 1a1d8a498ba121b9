"""One run: targets, pipeline, judgement, suppressions, redaction, gate, checker."""
