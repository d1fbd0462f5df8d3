"""Why a file is not among the results of a query, or where among them it is."""

from search.why_not.why_not import why_not

__all__ = ["why_not"]
