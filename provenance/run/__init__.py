"""One run: targets, the pipeline, judgement, suppressions, redaction, the gate, the checker."""
