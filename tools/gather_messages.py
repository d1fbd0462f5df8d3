"""Find the messages in the code, by reading it.

A message is a string literal that stands

- first in a call of ``_``, ``Message`` or an error of yinde's (``corpus/errors.py``), or first and second in a call of
  ``ngettext`` or ``Message.counting``;
- in the ``help``, ``epilog`` or ``metavar`` of a command, an option or an argument, or as the docstring of a command: each
  paragraph for itself.

Texts that have nothing to translate beside their placeholders are passed over. ``stray`` names the calls whose text is no
literal, as an f-string is not: nobody could translate it.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from search.cli.help import paragraphs

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("corpus", "indexer", "search")
_HELP_KEYWORDS = ("help", "epilog", "metavar")
_MARKERS = {"_": 0, "Message": 0, "damaged": 1, "beyond": 1, "_exhausted": 2, "_in_option": 0}
"""By name the place of the argument that is a message; in a call of an error it is the first."""
_PRINTER = "complain"
"""What writes a message to stderr: it takes one, and no bare text."""
_PLURAL_MARKERS = ("ngettext", "counting", "counted")
_DECLARATIONS = ("command", "group", "option", "argument")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Gathered:
    """A message, its form for other numbers where it has one, and the file in which it stands."""

    text: str
    plural: str
    path: str


@dataclass(frozen=True, slots=True)
class Stray:
    """A place at which a message is made of something else than a literal."""

    path: str
    line: int
    code: str


def gather() -> list[Gathered]:
    """Give every message of the code, in the order of files and lines."""
    found: list[Gathered] = []
    for path, tree in _trees().items():
        for node in ast.walk(tree):
            texts = (*_marked(node), *_helps(node, path))
            found.extend(Gathered(text, plural, path) for text, plural in texts if _has_words(text))
    return found


def stray() -> list[Stray]:
    """Give the calls that raise an error, mark or print a message with a text that nobody could translate."""
    found: list[Stray] = []
    for path, tree in _trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                texts = _texts(node)
                found.extend(Stray(path, node.lineno, ast.unparse(text)) for text in texts if not _is_sound(text, tree))
                if _name(node) == _PRINTER and isinstance(node.args[0], (ast.Constant, ast.JoinedStr, ast.BinOp)):
                    found.append(Stray(path, node.lineno, ast.unparse(node)))
    return found


def _marked(node: ast.AST) -> Iterator[tuple[str, str]]:
    texts = [_literal(text) for text in _texts(node)] if isinstance(node, ast.Call) else []
    if texts and texts[0]:
        yield texts[0], texts[1] if len(texts) > 1 else ""


def _helps(node: ast.AST, path: str) -> Iterator[tuple[str, str]]:
    """Yield what click shows as help; texts as it has them, without the indentation of the code."""
    if not path.startswith("search/cli/"):
        return
    if isinstance(node, ast.Call) and _name(node) in _DECLARATIONS:
        for keyword in node.keywords:
            if keyword.arg in _HELP_KEYWORDS:
                yield from ((text, "") for _, text in paragraphs(_literal(keyword.value)))
    if isinstance(node, ast.FunctionDef) and any(_declares_command(each) for each in node.decorator_list):
        yield from ((text, "") for _, text in paragraphs(ast.get_docstring(node) or ""))


def _declares_command(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _name(node) in {"command", "group"} and not _keyword(node, "help")


def _keyword(node: ast.Call, name: str) -> bool:
    return any(each.arg == name for each in node.keywords)


def _texts(node: ast.Call) -> list[ast.expr]:
    """The arguments of a call that are a message, and its form for other numbers; none where the call takes none."""
    name = _name(node)
    if name in _PLURAL_MARKERS:
        return node.args[:2]
    place = 0 if name in _error_names() else _MARKERS.get(name)
    return [] if place is None else node.args[place : place + 1]


def _is_sound(text: ast.expr, tree: ast.Module) -> bool:
    """Whether a text is a literal, or was made elsewhere and there as a message."""
    if isinstance(text, ast.Name):
        return not any(_is_put_together(value) or _literal(value) for value in _assigned(text.id, tree))
    return not _is_put_together(text)


def _is_put_together(text: ast.expr) -> bool:
    if isinstance(text, ast.IfExp):
        return _is_put_together(text.body) or _is_put_together(text.orelse)
    method = text.func if isinstance(text, ast.Call) else None
    return isinstance(text, (ast.JoinedStr, ast.BinOp)) or (
        isinstance(method, ast.Attribute) and method.attr in {"join", "format"}
    )


def _assigned(name: str, tree: ast.Module) -> Iterator[ast.expr]:
    """Yield what a name is given anywhere in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            isinstance(each, ast.Name) and each.id == name for each in node.targets
        ):
            yield node.value


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _name(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        own = isinstance(node.func.value, ast.Name) and node.func.value.id == "click"
        return "" if own and node.func.attr.endswith("Error") else node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _has_words(text: str) -> bool:
    return bool(_PLACEHOLDER.sub("", text).strip())


@cache
def _error_names() -> frozenset[str]:
    """The names of yinde's errors: ``YindeError`` and all that are derived from it, however far."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for tree in _trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    names = {"YindeError"}
    while more := {name for name, above in bases.items() if above & names} - names:
        names |= more
    return frozenset(names)


@cache
def _trees() -> dict[str, ast.Module]:
    files = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]
    return {file.relative_to(ROOT).as_posix(): ast.parse(file.read_text(encoding="utf-8")) for file in files}
