"""Draw what was found: on a terminal for people, as JSON for programs."""
