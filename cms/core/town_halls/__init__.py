"""What a municipality's own editors may see and do at the desk: their pages, records and files, and nothing else.

Wagtail's rights settle pages and files. Its records know rights per model only, some of its addresses ask nobody, and
forms take any id: `ownership` says what belongs to whom, `policy` narrows lists and choosers, `gate` stands before
every address of the desk, `choices` looks at what forms were given. The models' forms need these rules, so nothing in
here imports the models.
"""
