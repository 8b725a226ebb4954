"""How well the archive's machinery does: known-item queries for search, gold for all that links.

Search: ``queries`` makes queries whose answer is known, from the papers themselves and a seed;
``engines`` asks our engines in Node; ``references`` asks others, where they are installed;
``scores`` says how well each did.

Gold: ``gold`` reads what a person says is true, ``papers`` the papers it is about, ``figures``
counts; ``acronyms`` and ``mentions`` say what each of them compares.
"""
