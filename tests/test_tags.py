"""The vocabulary is checked when it is read, and tags papers as a reader would."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldfiles import Score, archive_papers, read_gold
from papergloss.errors import ConfigError
from papergloss.model import Tag
from papergloss.store import yaml_text
from papergloss.tags import Tagger, closure, slug_of, vocabulary
from support import ROOT

FILE = ROOT / "content" / "tags.yml"


@pytest.fixture(scope="module")
def words() -> dict[str, Tag]:
    """The vocabulary of the repository."""
    return vocabulary(yaml_text.read_file(FILE), str(FILE))


def small(*items: dict[str, Any]) -> dict[str, Tag]:
    return vocabulary(list(items), "tags.yml")


def tagger(*items: dict[str, Any]) -> Tagger:
    return Tagger(small(*items))


PLANNING = {"name": "Planning", "match": ["planning"], "exclude": ["urban planning"]}
LEARNING = {"name": "Reinforcement learning", "slug": "rl", "match": ["reinforcement learning"]}
OFFLINE = {"name": "Offline RL", "parents": ["rl"], "strong": ["offline reinforcement learning"]}


# ---- reading the vocabulary


def test_a_tag_has_its_name_for_slug_and_phrase_where_nothing_else_is_said() -> None:
    """A name alone makes a tag that can be given."""
    tags = small({"name": "Fairness & bias"})
    assert list(tags) == ["fairness-bias"] == [slug_of("Fairness & bias")]
    assert Tagger(tags).tags("Fairness & bias in hiring", "") == ("fairness-bias",)


@pytest.mark.parametrize(
    ("items", "says"),
    [
        ({"name": "A"}, "not a list"),
        ([{"slug": "a"}], "tag 1 has no name"),
        ([{"name": "A", "mach": ["a"]}], "did you mean 'match'"),
        ([{"name": "A", "match": "a"}], "not a list of texts"),
        ([{"name": "A", "match": [""]}], "not a list of texts"),
        ([{"name": "A", "slug": "A b"}], "cannot have the slug 'A b'"),
        ([{"name": "A", "threshold": "many"}], "not a number from 1 to 5"),
        ([{"name": "A", "description": ["a"]}], "'description' of tag 'A' is not a text"),
        ([{"name": "A"}, {"name": "a"}], "two tags have the slug 'a'"),
        ([{"name": "Pruning"}, {"name": "B", "parents": ["prunning"]}], "did you mean 'pruning'"),
        ([{"name": "A", "parents": ["b"]}, {"name": "B", "parents": ["a"]}], "own ancestors"),
        ([{"name": "…"}], "cannot have the slug ''"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(items: object, says: str) -> None:
    """Every mistake is an error that names the file, the tag and the nearest right word."""
    with pytest.raises(ConfigError) as error:
        vocabulary(items, "tags.yml")
    assert says in str(error.value)
    assert error.value.where == "tags.yml"


def test_the_closure_has_all_ancestors() -> None:
    """A tag stands for all the wider ones; one that is not in the vocabulary for itself."""
    tags = small(LEARNING, OFFLINE)
    assert closure(["offline-rl", "my-own"], tags) == {"offline-rl", "rl", "my-own"}


# ---- tagging


def test_a_passing_mention_gives_no_tag_and_a_title_does() -> None:
    """One plain use is a mention in passing; three, or one in the title, are the subject."""
    tag = tagger(LEARNING)
    use = "We use reinforcement learning. "
    assert tag.tags("Robots", use) == ()
    assert tag.tags("Robots", 3 * use) == ("rl",)
    assert tag.tags("Reinforcement Learning for Robots", "") == ("rl",)


def test_a_strong_phrase_counts_two() -> None:
    """Two uses of a strong phrase are enough, or one and a plain one."""
    tag = tagger(OFFLINE | {"match": ["D4RL"]}, LEARNING)
    strong = "Offline reinforcement learning is hard. "
    assert tag.tags("Robots", strong) == ()
    assert tag.tags("Robots", 2 * strong) == ("offline-rl",)
    assert tag.tags("Robots", strong + "We use D4RL.") == ("offline-rl",)


def test_an_acronym_in_brackets_is_the_same_mention() -> None:
    """ "Reinforcement learning (RL)" is one use, not two."""
    tag = tagger(LEARNING | {"match": ["reinforcement learning", "RL"], "threshold": "2"})
    assert tag.tags("Robots", "Reinforcement learning (RL) is hard.") == ()
    assert tag.tags("Robots", "Reinforcement learning (RL) is hard. RL is slow.") == ("rl",)


def test_an_excluded_phrase_hides_what_stands_in_it() -> None:
    """Urban planning is no planning, but planning beside it is."""
    tag = tagger(PLANNING)
    assert tag.tags("Urban Planning with Maps", "Urban planning. Urban planning.") == ()
    assert tag.tags("Urban Planning by Planning", "") == ("planning",)


def test_a_narrower_tag_implies_the_wider() -> None:
    """What a child says need not be said again; its reason says that it is implied."""
    tag = tagger(LEARNING, OFFLINE)
    title, abstract = "Offline Reinforcement Learning", "Reinforcement learning. " * 5
    assert tag.tags(title, abstract) == ("offline-rl",)
    assert {each.slug: each.implied for each in tag.explain(title, abstract)} == {
        "rl": True,
        "offline-rl": False,
    }


def test_an_explanation_shows_phrase_place_and_points() -> None:
    """Whoever edits the vocabulary sees why a tag was given or just missed."""
    (reason,) = tagger(PLANNING).explain("Robots", "Planning is hard.")
    assert (reason.slug, reason.score, reason.threshold, reason.given) == ("planning", 1, 3, False)
    assert [(hit.phrase, hit.where, hit.points) for hit in reason.hits] == [
        ("Planning", "abstract", 1)
    ]


def test_tags_come_strongest_first_and_always_in_the_same_order() -> None:
    """The order is by points, then by depth, then by slug."""
    tag = tagger({"name": "Zebra"}, {"name": "Ant"}, {"name": "Bee"})
    assert tag.tags("Ant, bee and zebra", "The zebra.") == ("zebra", "ant", "bee")


@given(st.text(), st.text())
def test_any_text_can_be_tagged(title: str, abstract: str) -> None:
    """No title and no abstract makes tagging fail, and twice gives the same."""
    tag = tagger(PLANNING, LEARNING, OFFLINE)
    assert tag.tags(title, abstract) == tag.tags(title, abstract)


def test_a_huge_text_is_tagged_like_any_other(words: dict[str, Tag]) -> None:
    """A megabyte of phrases is read once, not once for each phrase."""
    assert "planning" in Tagger(words).tags("", "Monte Carlo tree search (MCTS) " * 30_000)


# ---- the vocabulary of the repository


def test_every_tag_says_where_it_belongs(words: dict[str, Tag]) -> None:
    """Each has one of the six groups and a line that says what it is."""
    groups = {"tasks", "methods", "modalities", "properties", "theory", "domains"}
    assert {tag.group for tag in words.values()} == groups
    assert all(tag.description.endswith(".") for tag in words.values())


def test_no_phrase_is_listed_twice_in_a_tag(words: dict[str, Tag]) -> None:
    """A phrase is strong, plain or excluded, and only one of them."""
    for tag in words.values():
        phrases = [*tag.strong, *tag.match, *tag.exclude]
        assert len(phrases) == len(set(phrases)), tag.slug


def test_nearly_every_paper_has_a_tag_and_most_have_three_or_more(words: dict[str, Tag]) -> None:
    """At least 97 % of the archive's papers are tagged; the median paper has 3 to 6."""
    tag = Tagger(words)
    counts = sorted(
        len(tag.tags(paper.title, paper.abstract)) for paper in archive_papers().values()
    )
    assert sum(count > 0 for count in counts) >= 0.97 * len(counts)
    assert 3 <= counts[len(counts) // 2] <= 6


@pytest.mark.parametrize(
    ("name", "narrow", "wide"), [("tags.txt", 0.82, 0.84), ("tags-unseen.txt", 0.82, 0.84)]
)
def test_tags_agree_with_a_reader(
    name: str, narrow: float, wide: float, words: dict[str, Tag]
) -> None:
    """Micro-F1 against labels made by reading: of the tags given, and with those they imply."""
    tag, papers = Tagger(words), archive_papers()
    as_given, with_implied = Score(), Score()
    for title, lines in read_gold(name).items():
        true = frozenset(slug.strip() for line in lines for slug in line.split(","))
        assert true <= words.keys(), f"{title}: {true - words.keys()}"
        given = tag.tags(title, papers[title].abstract)
        implied = frozenset().union(*(closure([slug], words) - {slug} for slug in true))
        as_given.add(given, true - implied)
        with_implied.add(closure(given, words), closure(true, words))
    print(f"\n{name}: as given {as_given}; with the implied {with_implied}")
    assert as_given.f1 >= narrow
    assert with_implied.f1 >= wide
