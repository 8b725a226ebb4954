"""Files under ``content/``: what is read from them, and the few that are written.

``yaml_text`` is the only module that knows YAML, ``papers`` owns ``content/papers/``, ``listings``
owns ``content/listings/``; ``notes`` reads what people write. Neither notes nor the tag vocabulary
are ever opened for writing.
"""
