"""Who is who: authors' names → people; two papers are by one person only where that is safe.

In: papers, and what people ruled in ``content/people.yml``. Out: ``People``. Pure.

- ``names``        what two ways of writing a name have in common
- ``authorships``  every author of every paper, as numbers
- ``ties``         who of those that bear a name share co-authors or topics, for all names at once
- ``joining``      which of them are one: these, and who has the same ORCID, unless that contradicts
- ``bearers``      which names changed since an earlier build: only these are joined again
- ``renewal``      who stands where, of what changed and of all others (``known``)
- ``naming``       the address of each one's page, which stays
- ``rulings``      which authorships a ruling is about, and rulings that are about nothing
- ``shown``        who has a page

``docs/people.md`` tells it to whoever writes rulings.
"""

from papergloss.people.naming import people
from papergloss.people.rulings import slips
from papergloss.people.shown import shown

__all__ = ["people", "shown", "slips"]
