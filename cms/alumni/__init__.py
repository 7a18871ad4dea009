"""What those who left see: the offers that fit them."""
