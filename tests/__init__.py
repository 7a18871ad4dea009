"""What we promise; the folders have the same shape as the code."""
