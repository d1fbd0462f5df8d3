"""``python -m search.cli`` is ``yinde``."""

from search.cli import main

main()
