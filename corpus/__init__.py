"""Turn files into documents and passages. Knows nothing of indexes."""
