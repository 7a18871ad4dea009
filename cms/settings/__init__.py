"""Settings: one file per subsystem, put together by base; local, production and test say where they differ.

Everything that a deployment changes comes from the environment; docs/settings.md lists every name.
"""
