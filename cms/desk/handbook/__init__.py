"""The editors' handbook at the desk: a chapter per sort of work, shown to those who may do it.

The words are templates, one file per chapter and language, in `templates/desk/handbook/`; a contract holds both
languages complete and every link open to whoever reads it.
"""
