"""Company profiles and the offers desk."""
