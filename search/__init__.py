"""Find by words: what is searchable, how it is indexed, and how a query finds it."""
