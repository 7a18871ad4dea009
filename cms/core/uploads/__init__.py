"""What editors may upload: decided by content, not by name; what a picture tells about its maker is taken out."""
