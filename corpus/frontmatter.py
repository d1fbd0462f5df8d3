"""YAML front matter: the block between two ``---`` lines with which many Markdown files begin."""

import re
from collections.abc import Mapping

_BLOCK = re.compile(r"\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)

_LONGEST = 1 << 16
"""Characters within which front matter must end; longer blocks are text between two rules."""


def split_front_matter(text: str) -> tuple[Mapping[str, object], int]:
    """The fields of a text's front matter, and where the body begins (0 where there is no front matter).

    Every scalar is a string as it was written: no dates, numbers or booleans are made. A block that is not a YAML mapping
    is no front matter but text.
    """
    if not text[:_LONGEST].lstrip().startswith("---"):
        return {}, 0
    block = _BLOCK.match(text, 0, _LONGEST)
    if block is None:
        return {}, 0
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        fields = yaml.load(block[1], Loader=loader)  # noqa: S506 - BaseLoader makes strings, lists and mappings only
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, 0
    if not isinstance(fields, dict) or not all(isinstance(key, str) for key in fields):
        return {}, 0
    return fields, block.end()
