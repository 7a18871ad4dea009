"""A portal of nothing but texts and Wagtail's own search, for the comparison."""
