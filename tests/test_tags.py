"""The vocabulary is checked when it is read, and tags papers as a reader would."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldfiles import GOLD, archive_papers
from papergloss.errors import ConfigError
from papergloss.evaluation.gold import Names
from papergloss.evaluation.gold import read_gold as evaluation_gold
from papergloss.evaluation.tags import score_gold
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
    (hit,) = reason.hits
    assert (hit.phrase, hit.where, hit.points) == ("Planning", "abstract", 1)
    assert (hit.start, hit.end) == (0, 1)


def test_tags_come_strongest_first_and_always_in_the_same_order() -> None:
    """The order is by points, then by depth, then by slug."""
    tag = tagger({"name": "Zebra"}, {"name": "Ant"}, {"name": "Bee"})
    assert tag.tags("Ant, bee and zebra", "The zebra.") == ("zebra", "ant", "bee")


# ---- context


PLAIN = {"name": "Planning", "match": ["planning"], "threshold": "1"}


@pytest.mark.parametrize(
    "text",
    [
        "We compare reasoning, planning, and search.",
        "Skills such as planning, memory and speech are hard.",
        "It needs no planning.",
        "Without any explicit planning we win.",
        "A planning-free agent.",
    ],
)
def test_what_is_listed_or_denied_is_named_in_passing(text: str) -> None:
    """An item of a list and what a paper does without count nothing, and it is said why."""
    (reason,) = tagger(PLAIN).explain("Robots", text)
    assert not reason.given
    assert [hit.remark for hit in reason.hits] in (["in a list"], ["said to be absent"])


@pytest.mark.parametrize(
    "text", ["Planning is hard, and we say why.", "Unlike planning, acting is easy.", "Planning."]
)
def test_what_a_sentence_speaks_of_counts(text: str) -> None:
    """A comma behind a phrase makes no list; who sets himself off from a subject is about it."""
    assert tagger(PLAIN).tags("Robots", text) == ("planning",)


# ---- short forms


DPO = {"name": "DPO", "strong": ["DPO", "direct preference optimization"], "threshold": "2"}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("We train with DPO.", True),
        ("We use Direct Preference Optimization (DPO). DPO is simple.", True),
        ("We use direct policy-preference optimization (DPO). DPO is simple.", True),
        ("We use dual prompt ordering (DPO). DPO is simple. DPO wins.", False),
        ("The Danish Patent Office (DPO) has data. DPO wins.", False),
    ],
)
def test_an_acronym_counts_unless_it_is_defined_as_something_else(text: str, counts: bool) -> None:
    """DPO is Direct Preference Optimization where the abstract does not say otherwise."""
    tags = tagger(DPO).tags("Robots", text)
    assert (tags == ("dpo",)) is counts


def test_an_acronym_that_is_something_else_says_so() -> None:
    """The explanation tells why the letters count nothing."""
    (reason,) = tagger(DPO).explain("R", "Dual prompt ordering (DPO) is fast. DPO wins.")
    assert {hit.remark for hit in reason.hits} == {"short for something else here"}


def test_a_short_form_that_the_abstract_defines_is_a_mention() -> None:
    """ "RMs" stands for the reward models of this abstract, though the vocabulary has no RM."""
    tag = tagger({"name": "Reward modeling", "strong": ["reward model"]})
    assert tag.tags("Robots", "Reward models (RMs) are hard. We train one.") == ()
    assert tag.tags("Robots", "Reward models (RMs) are hard. An RM is slow.") == (
        "reward-modeling",
    )
    assert tag.tags("Robots", "Reward models are hard. An RM is slow.") == ()


# ---- what sources say


ROBOTICS = {"name": "Robotics", "match": ["robot"], "keywords": ["legged machines"]}


@pytest.mark.parametrize(
    "keyword", ["robotics", "Robotics", "Legged Machines", "legged machine", "offline-rl"]
)
def test_a_keyword_counts_where_all_of_it_names_the_tag(keyword: str) -> None:
    """It is worth two points, whatever its spelling; one that only holds the name is none."""
    tag = tagger(ROBOTICS)
    known = keyword != "offline-rl"
    assert tag.tags("A", "A robot.", keywords=[keyword]) == (("robotics",) if known else ())
    assert tag.tags("A", "A robot.", keywords=[f"{keyword} at sea"]) == ()


def test_labels_alone_give_no_tag() -> None:
    """A category needs a word in the text; several keywords of a tag count once."""
    tag = tagger(ROBOTICS | {"categories": ["cs.RO"]})
    assert tag.tags("A", "Nothing.", categories=["cs.RO"]) == ()
    assert tag.tags("A", "A robot.", categories=["cs.RO"]) == ("robotics",)
    assert tag.tags("A", "Nothing.", keywords=["Robotics", "legged machine"]) == ()
    assert tag.tags("A", "A robot.", categories=["cs.R"]) == ()


@given(st.text(), st.text())
def test_any_text_can_be_tagged(title: str, abstract: str) -> None:
    """No text makes tagging fail, and what is explained is what is given."""
    tag = tagger(PLANNING, LEARNING, OFFLINE, DPO)
    made = tag.tags(title, abstract, [title], [abstract])
    reasons = tag.explain(title, abstract, [title], [abstract])
    assert made == tuple(reason.slug for reason in reasons if reason.given)


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
    ("name", "narrow", "wide"), [("tags.txt", 0.83, 0.85), ("tags-held-out.txt", 0.73, 0.80)]
)
def test_tags_agree_with_a_reader(
    name: str, narrow: float, wide: float, words: dict[str, Tag]
) -> None:
    """Micro-F1 against labels made by reading: of the tags given, and with those they imply."""
    papers = archive_papers().values()
    outcome = score_gold(evaluation_gold(GOLD / name, Names(papers)), words)
    assert outcome.papers >= 30
    assert outcome.given.f1 >= narrow
    assert outcome.implied.f1 >= wide
