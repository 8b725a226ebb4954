"""What a person calls a paper, a tag or a concept → which it is, or may have been meant to be.

Names are slugs, aliases, ids in any of their forms and, for tags, their names. Further kinds of
page join by another table in ``Lookup``. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process, utils

from papergloss import ids
from papergloss.model import Concept, Concepts, Ids, Paper, Tag
from papergloss.text import plain

# Of 100; below it a name is not what anybody mistyped.
_ALIKE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a name leads to: ``url`` is "" where the site has no page of it (a hidden paper)."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A paper that fits some words, and how well, of 100."""

    paper: Paper
    score: float


class Lookup:
    """The names of an archive's papers and tags."""

    def __init__(
        self,
        papers: Sequence[Paper],
        tags: Mapping[str, Tag],
        hidden: Iterable[Paper] = (),
        concepts: Concepts | None = None,
    ) -> None:
        self._shown, self._unshown = papers, hidden
        self._tags = {tag.slug: tag for tag in tags.values()}
        self._concepts = concepts or Concepts()
        self._tag_names = {tag.name.casefold(): tag for tag in tags.values()}

    @cached_property
    def _papers(self) -> dict[str, Paper]:
        return {name: paper for paper in self._shown for name in names_of(paper)}

    @cached_property
    def _hidden(self) -> dict[str, Paper]:
        return {name: paper for paper in self._unshown for name in names_of(paper)}

    def paper(self, name: str) -> Paper | None:
        """Find the paper, hidden or not, that a slug, alias or id names."""
        for each in (name.strip(), *_as_ids(name)):
            found = self._papers.get(each) or self._hidden.get(each)
            if found:
                return found
        return None

    def tag(self, name: str) -> Tag | None:
        """Find a tag by its slug, or by its name in any case."""
        return self._tags.get(name.strip()) or self._tag_names.get(name.strip().casefold())

    def concept(self, name: str) -> Concept | None:
        """Find a concept by its slug, its name or its long form, in any case."""
        slug = self._concepts.names.get(name.strip().casefold())
        return self._concepts.by_slug[slug] if slug else None

    def target(self, name: str) -> Target | None:
        """Find what ``[[name]]`` leads to: a paper before a tag, and a tag before a concept."""
        if paper := self.paper(name):
            shown = paper.slug in self._papers
            url = f"papers/{paper.slug}/" if shown else ""
            return Target(label=plain(paper.title), url=url)
        if tag := self.tag(name):
            return Target(label=tag.name, url=f"tags/{tag.slug}/")
        if concept := self.concept(name):
            return Target(label=concept.name, url=f"concepts/{concept.slug}/")
        return None

    def nearest(self, name: str) -> str:
        """Say what a name that nothing bears may have been meant to be."""
        known = {*self._papers, *self._tags}
        best = process.extract(name.strip(), known, scorer=fuzz.WRatio, limit=3)
        close = [f"[[{word}]]" for word, score, _ in sorted(best, key=_rank) if score >= _ALIKE]
        return (
            f"did you mean {' or '.join(close)}?"
            if close
            else "no paper, tag or concept is called so"
        )

    def nearest_tag(self, name: str) -> str:
        """Say which tag a name that none bears may have been meant to be."""
        best = process.extract(name.strip(), sorted(self._tags), scorer=fuzz.ratio, limit=1)
        return f"did you mean “{best[0][0]}”?" if best else "content/tags.yml holds no tag"


def _rank(match: tuple[str, float, object]) -> tuple[float, str]:
    return -match[1], match[0]


def names_of(paper: Paper) -> tuple[str, ...]:
    """Return every name that leads to a paper: slug, aliases, ids."""
    stated = paper.ids
    every = (stated.arxiv, stated.doi, stated.openreview, stated.acl)
    return (paper.slug, *paper.aliases, *filter(None, every))


def _as_ids(name: str) -> tuple[str, ...]:
    found: Ids = ids.ids_in(name)
    return tuple(filter(None, (found.arxiv, found.doi, found.openreview, found.acl)))


def search(words: str, papers: Sequence[Paper], limit: int = 8) -> list[Found]:
    """Rank the papers whose title or slug is most like some words, best first.

    Scores are rapidfuzz's weighted ratio over title words in any order; equal ones go by slug.
    """
    titles = [plain(paper.title) for paper in papers]
    best = process.extract(
        words, titles, scorer=fuzz.WRatio, processor=utils.default_process, limit=None
    )
    ranked = sorted((-score, papers[at].slug, at) for _, score, at in best if score >= _ALIKE)
    return [Found(paper=papers[at], score=-score) for score, _, at in ranked[:limit]]
