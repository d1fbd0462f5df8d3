"""Turn passages into an index. Knows nothing of query syntax or screens."""
