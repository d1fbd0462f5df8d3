"""Make ``corpus/data/scripts.txt``: the characters that are written in only one of the two Chinese scripts.

Source: the character tables of opencc-python-reimplemented. A character is simplified only if OpenCC always changes it
on the way to traditional script, and no table gives it as a traditional, Taiwan or Hong Kong form; traditional only if
OpenCC always changes it on the way to simplified script, and no phrase keeps it (乾 in 乾隆).

Run ``python tools/make_script_table.py`` after a change; a test holds the file to what this makes.
"""

from importlib.resources import files
from pathlib import Path

TARGET = Path(__file__).parent.parent / "corpus" / "data" / "scripts.txt"


def read_table(name: str) -> dict[str, list[str]]:
    """One of OpenCC's tables: what is converted, and what it may become."""
    text = (files("opencc") / "dictionary" / f"{name}.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line)
    return {source: targets.split() for source, targets in rows}


def make() -> str:
    """The file's contents: simplified characters on the first line, traditional ones on the second."""
    to_traditional, to_simplified = read_table("STCharacters"), read_table("TSCharacters")
    regional = [*read_table("TWVariants").values(), *read_table("HKVariants").values()]
    traditional_forms = {form for forms in (*to_traditional.values(), *regional) for form in forms} | set(to_simplified)
    simplified_forms = {form for forms in to_simplified.values() for form in forms} | set(to_traditional)
    kept = {character for forms in read_table("TSPhrases").values() for form in forms for character in form}
    hans = sorted(character for character in to_traditional if character not in traditional_forms)
    hant = sorted(character for character in to_simplified if character not in simplified_forms | kept)
    return f"{''.join(hans)}\n{''.join(hant)}\n"


if __name__ == "__main__":
    TARGET.write_text(make(), encoding="utf-8", newline="\n")
