"""From a quotation back to its source: every quotation of a manuscript is looked up in the library."""
