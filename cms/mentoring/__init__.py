"""What youths and mentors see: mentors that fit."""
