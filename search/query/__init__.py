"""The query language: ``parser.parse`` reads a query as typed into a tree; a module a kind of node.

``docs/query-language.md`` describes it for users. Nothing is imported here, nor by the parser before a query uses it: a
cold look-up of plain words pays for plain words.
"""
