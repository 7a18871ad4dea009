"""Events: where people meet."""
