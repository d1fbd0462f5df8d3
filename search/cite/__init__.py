"""From a hit to a quotation with its reference."""
