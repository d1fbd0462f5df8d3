"""Which language the command line speaks, and telling click."""

import gettext
import os
from collections.abc import Mapping

from corpus.errors import UsageError
from search.render.speech import CATALOGUES, DOMAIN, LOCALES, speak

VARIABLE = "YINDE_LANG"
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_WINDOWS_NAMES = {"chinese": "zh", "english": "en"}
_NO_LOCALE = ("C", "POSIX")


def settle_language() -> None:
    """Speak the language that the environment asks for. Raises UsageError where ``YINDE_LANG`` names none that there is."""
    use_language(preferred_language(os.environ))


def use_language(language: str) -> None:
    """Speak ``en`` or a language of ``CATALOGUES``, and have click do the same."""
    speak(language)
    if language in CATALOGUES:  # click asks gettext's own default domain, which goes by LANGUAGE before all else
        gettext.bindtextdomain(DOMAIN, LOCALES)
        os.environ["LANGUAGE"] = CATALOGUES[language]
    gettext.textdomain(DOMAIN if language in CATALOGUES else "messages")


def preferred_language(environment: Mapping[str, str]) -> str:
    """``zh`` or ``en``: by ``YINDE_LANG``, else by the locale as gettext reads it, else ``en``.

    Raises UsageError where ``YINDE_LANG`` names another.
    """
    asked = environment.get(VARIABLE, "")
    if asked:
        language = _language_of(asked)
        if not language:
            known = ", ".join(("en", *CATALOGUES))
            raise UsageError(
                "{variable} is {value!r}; set it to one of: {known}", variable=VARIABLE, value=asked, known=known
            )
        return language
    locale = next(filter(None, map(environment.get, _LOCALE_VARIABLES)), "") or _system_locale()
    if not locale or locale.partition(".")[0] in _NO_LOCALE:
        return "en"
    wanted = (*environment.get("LANGUAGE", "").split(":"), locale)
    return next(filter(None, map(_language_of, wanted)), "en")


def _language_of(locale: str) -> str:
    name = locale.lower()
    letters = next((at for at, character in enumerate(name) if not character.isalpha()), len(name))
    language = _WINDOWS_NAMES.get(name[:letters], name[:letters])
    return language if language in {"en", *CATALOGUES} else ""


def _system_locale() -> str:
    """The user's locale where no variable tells it, as is usual on Windows."""
    if os.name != "nt":
        return ""
    import locale

    return locale.getlocale()[0] or ""
