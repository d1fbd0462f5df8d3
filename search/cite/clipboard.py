"""The clipboard, where there is one."""

from corpus.errors import UsageError


def copy(text: str) -> None:
    """Put text on the clipboard. Raises UsageError where the system has none that can be reached."""
    import pyperclip  # type: ignore[import-untyped]

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError):
        raise UsageError("no clipboard to copy to; install wl-clipboard or xclip, or leave out --copy") from None
