"""What yinde asks beside what was typed: regional words and the user's own synonyms."""

from search.expand.alternatives import Synonyms, expand
from search.expand.synonyms import OwnSynonyms, read_synonyms, regional

__all__ = ["OwnSynonyms", "Synonyms", "expand", "read_synonyms", "regional"]
