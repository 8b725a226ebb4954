"""Which people have a page: those with papers enough, and of these no more than the site bears."""

from __future__ import annotations

from dataclasses import replace

from papergloss.model import People


def shown(people: People, least: int, most: int) -> People:
    """Choose who has a page: with ``least`` papers, and the ``most`` who wrote most; 0 is nobody.

    A name of one word is that of a team or of nobody ("OpenAI", "Anonymous"), and has a page too.
    """
    able = (person for person in people.persons.values() if len(person.papers) >= least)
    ranked = sorted(able, key=lambda person: (-len(person.papers), person.slug))
    return replace(people, shown=tuple(person.slug for person in ranked[:most]))
