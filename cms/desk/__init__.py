"""The editors' start page: what there is to do, and one click to where it is done."""
