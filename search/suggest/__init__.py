"""What to try where nothing was found: only what is there is ever suggested."""

from search.suggest.suggest import suggest

__all__ = ["suggest"]
