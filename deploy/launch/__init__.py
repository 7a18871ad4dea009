"""Sets the portal up and starts it, with nothing but Python's standard library.

Read in this order: commands (what `make` calls), setup (the steps), steps (how a step is skipped or redone),
environment, frontend, data (what the steps do), demo (the running portal), services (real servers for tests),
quality (what `make check` runs), operating (back-up, restore, upgrade), processes, progress, problems and paths (what
all of them stand on).
"""
