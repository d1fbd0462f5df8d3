"""Bibliographic records: what they hold, and the formats in which they come and go."""
