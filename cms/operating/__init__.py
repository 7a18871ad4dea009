"""What the administrator does: back up, restore, upgrade.

Read in this order: `services` (the three use cases, one file each), `databases` (how a database is taken and loaded),
`media`, `keys` and `ledger` (what else a back-up holds), `manifest` (what it must be when it is read again), `places`
(where back-ups lie), `derived` (what is built anew afterwards).
"""
