"""The language of the interface: gettext's calls, on the catalogue that is in force.

Until ``speak`` has been called all is English: a program that uses the library gets English, whatever its locale.
"""

import os
from gettext import NullTranslations

from corpus.messages import Message, fill_in

DOMAIN = "yinde"
LOCALES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "locale")
CATALOGUES = {"zh": "zh_CN"}
"""The folder of each language's catalogue below ``LOCALES``; English needs none."""


class _Speech:
    """What is in force: one language a process, like gettext's own text domain."""

    catalogue = NullTranslations()


def speak(language: str) -> None:
    """Say everything from now on in ``en`` or in a language of ``CATALOGUES``."""
    from gettext import translation

    folder = CATALOGUES.get(language)
    _Speech.catalogue = translation(DOMAIN, LOCALES, [folder]) if folder else NullTranslations()


def gettext(message: str) -> str:
    """Translate a message, or give it back where there is no translation."""
    return _Speech.catalogue.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Translate a message that depends on a number."""
    return _Speech.catalogue.ngettext(singular, plural, number)


def spoken(text: str) -> str:
    """Say a ``Message`` in the language that is in force, with all that it quotes; other texts are as they are."""
    if not isinstance(text, Message) or not text:
        return text
    template = ngettext(text.template, text.plural, text.number) if text.plural else gettext(text.template)
    return fill_in(
        template, {name: spoken(each) if isinstance(each, str) else each for name, each in text.values.items()}
    )
