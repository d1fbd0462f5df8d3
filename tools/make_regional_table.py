"""Write ``search/expand/regional.txt``: words that differ between the mainland and Taiwan.

Source: the phrase tables of opencc-python-reimplemented. A line of a table, key and values, is a group of words for one
thing. Written is, a line each and folded, every word and then what else it is called, with tabs between. The file is
committed because a cold look-up must not search for a package's data; a test holds it equal to what this prints.

Usage: python tools/make_regional_table.py > search/expand/regional.txt
"""

import sys
from importlib.resources import files

from corpus.fold import fold
from search.expand.alternatives import Synonyms

TABLES = ("TWPhrases", "TWPhrasesRev")


def groups() -> list[tuple[str, ...]]:
    """Groups of two or more different words of two or more characters, sorted, without repetition."""
    found: set[tuple[str, ...]] = set()
    for table in TABLES:
        text = (files("opencc") / "dictionary" / f"{table}.txt").read_text(encoding="utf-8")
        for line in text.splitlines():
            key, _, values = line.partition("\t")
            words = tuple(sorted({fold(word) for word in (key, *values.split(" "))}))
            if len(words) > 1 and all(len(word) > 1 for word in words):
                found.add(words)
    return sorted(found)


if __name__ == "__main__":
    others = Synonyms.of(groups()).others
    sys.stdout.buffer.write("".join("\t".join((word, *others[word])) + "\n" for word in sorted(others)).encode())
