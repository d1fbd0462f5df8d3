"""Turn a question into hits, and hits into text on a screen."""
