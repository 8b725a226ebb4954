"""How well search finds: known-item queries, asked in the real engines.

``queries`` makes queries whose answer is known, from the papers themselves and a seed; ``engines``
asks our engines in Node; ``references`` asks others, where they are installed; ``scores`` says how
well each did.
"""
