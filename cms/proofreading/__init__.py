"""Reads a draft before it is published and says, kindly, what readers may stumble over."""
