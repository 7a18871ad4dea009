"""Who fits to what: the records, the rules and the engine that ranks offers and mentors for a person."""
