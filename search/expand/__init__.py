"""What yinde asks beside what was typed: regional words and the user's own synonyms."""

from search.expand.alternatives import Synonyms, expand
from search.expand.synonyms import read_synonyms, regional

__all__ = ["Synonyms", "expand", "read_synonyms", "regional"]
