"""People's log-ins: sign-in by e-mail code or password with second factor, roles, consent, deletion."""
