"""The editors' tools: synonyms, recommended results, promises, what visitors miss, and why a result is there."""
