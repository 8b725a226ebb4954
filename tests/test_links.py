"""Related papers share the words shown; a mention is one where nothing speaks against it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from goldfiles import Score, archive_papers, read_gold
from papergloss.links import link
from papergloss.links.lists import diverse
from papergloss.links.neighbours import Near, by_matrix, by_postings, ranked
from papergloss.links.renewal import Search, found_anew, search_among
from papergloss.links.terms import count_terms, joined
from papergloss.links.weights import STEP, Limit, Terms, counts, limited, statistics
from papergloss.links.weights import weigh as weighed
from papergloss.links.words import Places, keys, pairs, singles, written
from papergloss.model import Ids, Paper, PartialDate
from papergloss.names import Kind, kind_of, names_of


def weigh(texts: list[tuple[str, str]]) -> Terms:
    """Weigh the terms of texts by how many of these have them."""
    cells = joined(count_terms(texts))
    return weighed(cells, statistics(cells, np.arange(len(texts))))


def nearest(terms: Terms, count: int, floor: float) -> Near:
    """Find neighbours as an archive of so many papers does."""
    return found_anew(terms, search_among(terms.rows, count, floor)).near


def paper(slug: str, title: str, abstract: str = "", **more: object) -> Paper:
    bare = Paper(slug=slug, month="2025-01", title=title, abstract=abstract, appearances=())
    return replace(bare, **more)  # type: ignore[arg-type]


def day(year: int, month: int) -> PartialDate:
    return PartialDate(year=year, month=month, day=1)


GLEAM2 = paper(
    "gleam2",
    "GleamSet2: Ratings of Helpful Answers",
    "We release GleamSet2, a set of ratings. It is small.",
)
TAPIR = paper(
    "tapir",
    "TAPIR: Measuring Honesty Traits of Chatbots with Dynamic Questions",
    "We propose TAPIR (Trait Probing in Replies), a measure of honesty traits in chatbots.",
)


def mentioned(*papers: Paper) -> list[tuple[str, str, str]]:
    links = link(papers)
    return [(m.source, m.name, m.target) for found in links.mentions.values() for m in found]


def reads(text: str, title: str = "Another Study of Something Else") -> Paper:
    return paper("reader", title, text)


# ---- mentions


def test_a_name_in_an_abstract_leads_to_the_paper_that_introduced_it() -> None:
    """The mention has its sentence and the place of the name in it, and is seen from both ends."""
    links = link([GLEAM2, reads("We start early. Then GleamSet2 ratings are used, twice.")])
    (mention,) = links.mentions["reader"]
    assert links.mentioned_by == {"gleam2": (mention,)}
    assert mention.sentence == "Then GleamSet2 ratings are used, twice."
    assert mention.sentence[mention.start : mention.end] == mention.name == "GleamSet2"


@pytest.mark.parametrize(
    "text",
    [
        "We train on GleamSet2.",
        "Trained with a GleamSet2-7B model.",
        "A GleamSet2-based model.",
        "GleamSet2's ratings are used.",
        '"GleamSet2" is used',
        "Sets (GleamSet2) are used.",
    ],
)
def test_a_whole_name_is_a_mention(text: str) -> None:
    """Punctuation, a size and a small-letter suffix leave the name what it is."""
    assert mentioned(GLEAM2, reads(text)) == [("reader", "GleamSet2", "gleam2")]


@pytest.mark.parametrize(
    "text",
    [
        "We use gleamset2.",
        "GleamSet2-Ultra is used.",
        "Our GleamSet2.5 is new.",
        "The GleamSet2 Pro model.",
        "XGleamSet2 and GleamSet25 and Mini-GleamSet2.",
        "See https://example.org/GleamSet2 for more.",
        "We introduce GleamSet2, a robot.",
        "We build a robot, GleamSet2, that walks.",
        "GleamSet2++ is used.",
    ],
)
def test_part_of_another_name_is_no_mention(text: str) -> None:
    """Other capitals, a longer name, a later version, a link, or what the text introduces."""
    assert mentioned(GLEAM2, reads(text)) == []


def test_of_two_names_the_longer_is_meant() -> None:
    """ "GleamSet2-Preference" is the sequel, not GleamSet2; and each may name the other."""
    sequel = paper(
        "sequel",
        "GleamSet2-Preference: Adding Preferences",
        "We release GleamSet2-Preference to complement the ratings of GleamSet2.",
    )
    assert mentioned(GLEAM2, sequel, reads("We use GleamSet2-Preference.")) == [
        ("reader", "GleamSet2-Preference", "sequel"),
        ("sequel", "GleamSet2", "gleam2"),
    ]


def test_an_article_in_the_title_is_not_part_of_the_name() -> None:
    """ "The Plumage Score" is meant by "the Plumage Score", not by "plumage score"."""
    first = paper("first", "The Plumage Score: Counting Birds", "We propose the Plumage Score.")
    cousin = reads("The Plumage Score treats all birds alike.", "Cousins of the Plumage Score")
    assert mentioned(first, cousin) == [("reader", "Plumage Score", "first")]
    assert mentioned(first, reads("A plumage score is a number.")) == []


def test_words_that_others_also_write_small_are_no_name() -> None:
    """ "Inverse Scaling" introduces a name, but "inverse scaling" is what people say anyway."""
    first = paper("first", "Inverse Growth: When Less Is More", "We introduce Inverse Growth.")
    small = paper("small", "A Study of Plants and Their Size", "They show inverse growth here.")
    assert mentioned(first, small, reads("We see Inverse Growth.")) == []


def test_an_acronym_needs_the_words_that_define_it() -> None:
    """Where the abstract is about the same, the letters mean the paper; elsewhere they do not."""
    same = reads("We compare TAPIR with other measures of honesty traits of chatbots.")
    other = reads("We track the TAPIR in the forests of Brazil with cameras.")
    assert mentioned(TAPIR, same) == [("reader", "TAPIR", "tapir")]
    assert mentioned(TAPIR, other) == []


def test_an_acronym_with_another_long_form_means_something_else() -> None:
    """ "Soft Actor-Critic (SAC)" is not "SAC: … Personality Traits", wherever else it stands."""
    text = (
        "Tuned Agent Policies in Robots (TAPIR) measure honesty traits of chatbots. TAPIR is fast."
    )
    assert mentioned(TAPIR, reads(text)) == []


def test_an_acronym_that_only_an_abstract_introduces_is_a_name_too() -> None:
    """A long form with capitals is a name; the same words in small letters are none."""
    text = "We introduce the Directional Plumage Matching (DPM) method."
    named = paper("named", "Control of Birds by Directional Plumage", text)
    assert [name.text for name in names_of(named) if name.kind is Kind.PLAIN] == ["DPM"]
    lower = replace(named, abstract=text.lower().replace("dpm", "DPM").replace("we", "We", 1))
    assert [name.text for name in names_of(lower) if name.kind is Kind.PLAIN] == []
    reader = reads("Three methods (DPM, others) match directional plumage of birds.")
    assert mentioned(named, reader) == [("reader", "DPM", "named")]


def test_a_name_of_two_papers_is_nobodys() -> None:
    """When in doubt, no link: the same name introduced twice is ambiguous."""
    twin = paper("twin", "GleamSet2: Another One", "We present GleamSet2, something else.")
    assert mentioned(GLEAM2, twin, reads("We use GleamSet2.")) == []


def test_a_title_that_does_not_introduce_its_name_owns_nothing() -> None:
    """ "ChatGPT: Jack of all trades" is about ChatGPT, which others made."""
    about = paper("about", "ChatBird: Jack of All Trades", "ChatBird was made by a company.")
    assert mentioned(about, reads("We prompt ChatBird.")) == []


def test_a_paper_cannot_name_one_that_appeared_much_later() -> None:
    """TokenFlow of 2023 is not the TokenFlow of 2025."""
    later = replace(GLEAM2, date=day(2025, 6))
    assert mentioned(later, replace(reads("We use GleamSet2."), date=day(2023, 6))) == []
    assert mentioned(later, replace(reads("We use GleamSet2."), date=day(2025, 5))) != []


def test_an_arxiv_id_is_a_mention() -> None:
    """As a link or as people write it, with or without a version."""
    target = paper("target", "Some Paper", ids=Ids(arxiv="2401.01234"))
    for text in ("See arXiv:2401.01234.", "See https://arxiv.org/abs/2401.01234v2 for more."):
        assert mentioned(target, reads(text)) == [("reader", "2401.01234", "target")]
    assert mentioned(target, reads("The number 2401.01234 is large.")) == []


def test_a_whole_title_is_a_mention_in_any_case() -> None:
    """Five words in the same order are no accident."""
    target = paper("target", "Counting Birds in the Dark", "Birds are hard to count.")
    text = "We extend counting birds in the dark to owls."
    assert mentioned(target, reads(text)) == [("reader", "counting birds in the dark", "target")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("HelpSteer2", Kind.DISTINCT),
        ("TTS-VAR", Kind.DISTINCT),
        ("MATH500", Kind.DISTINCT),
        ("Vendi Score", Kind.PHRASE),
        ("Mixture-of-Experts", Kind.PHRASE),
        ("SAC", Kind.PLAIN),
        ("Orca", Kind.PLAIN),
        ("F1", None),
        ("R2R", Kind.PLAIN),
        ("Video-LLMs", None),
        ("Scaling laws for transfer", None),
        ("adam", None),
    ],
)
def test_names_are_told_from_words(text: str, kind: Kind | None) -> None:
    """How much it takes to believe a name depends on its letters."""
    assert kind_of(text) is kind


@pytest.mark.parametrize("name", ["C++Net", "Net.*", "A(B)-Net", "[Net]X", "Net\\d+X", "$Net2X$"])
def test_names_with_signs_of_regular_expressions_are_plain_text(name: str) -> None:
    """Such a name neither fails nor matches what its signs would mean."""
    target = paper("target", f"{name}: A Thing of Its Own", f"We propose {name}, a thing.")
    found = mentioned(target, reads("Netxx and NetdX and ABNet are other things."))
    assert found == []


def test_mentions_agree_with_a_reader() -> None:
    """All true mentions among the papers of the archive are found, and nothing else."""
    papers = archive_papers()
    title_of = {each.slug: each.title for each in papers.values()}
    true = {(source, target) for source, to in read_gold("mentions.txt").items() for target in to}
    mentions = [m for found in link(list(papers.values())).mentions.values() for m in found]
    score = Score()
    score.add([(title_of[m.source], title_of[m.target]) for m in mentions], true)
    print(f"\nmentions: {score}")
    assert score.precision >= 0.98
    assert score.recall >= 0.9


# ---- related


BIRDS = [
    paper("owls", "Owls at Night", "Barn owls hunt voles; owls hear voles in the dark."),
    paper("voles", "Voles and Owls", "Voles hide from barn owls, as voles must."),
    paper("chess", "Chess Endgames", "Rook endgames are drawn; rook pawns decide endgames."),
    paper("rooks", "Endgames with a Rook", "Rook endgames need rook pawns."),
    paper("lonely", "Volcanoes", "Basalt flows downhill."),
]


def test_papers_are_related_by_the_words_they_share() -> None:
    """The nearest comes first with the terms that say why, and who shares nothing has nobody."""
    related = link(BIRDS).related
    assert [each.slug for each in related["owls"]] == ["voles"]
    assert "barn owls" in related["owls"][0].terms
    assert related["owls"][0].score == related["voles"][0].score
    assert "lonely" not in related


def test_terms_stand_in_the_text_as_they_are_shown() -> None:
    """A reader finds every term, but for capitals, in the paper whose page shows it."""
    papers = list(archive_papers().values())
    text = {
        each.slug: " ".join(f"{each.title}. {each.abstract}".lower().split()) for each in papers
    }
    for slug, found in link(papers).related.items():
        for each in found:
            assert 1 <= len(each.terms) <= 5
            assert all(term.lower() in text[slug] for term in each.terms), each


def test_nearly_every_paper_of_the_archive_has_related_ones() -> None:
    """Each has up to six, in falling order, none itself and none twice."""
    papers = list(archive_papers().values())
    related = link(papers).related
    assert len(related) >= 0.95 * len(papers)
    for slug, found in related.items():
        slugs = [each.slug for each in found]
        assert slug not in slugs
        assert len(set(slugs)) == len(slugs) <= 6
        assert [each.score for each in found] == sorted((e.score for e in found), reverse=True)


def test_one_shared_term_makes_no_neighbour() -> None:
    """Two papers that introduce a ZEBRA each need more in common than the name."""
    same = "ZEBRA"
    papers = [
        paper("a", f"{same} decodes brains", "Signals of brains."),
        paper("b", f"{same} answers questions", "Questions and answers."),
        *(paper(f"x{n}", "Rook endgames", "Rook pawns decide.") for n in range(9)),
    ]
    assert "a" not in link(papers).related


def test_most_sets_how_many_are_given() -> None:
    """The site's setting limits the list."""
    papers = list(archive_papers().values())
    assert max(len(found) for found in link(papers, most=2).related.values()) == 2


def test_the_order_of_the_papers_makes_no_difference() -> None:
    """Links depend on the archive, not on how it was read."""
    assert link(BIRDS) == link(BIRDS[::-1])


def test_overlapping_pairs_are_one_term() -> None:
    """ "direct preference" and "preference optimization" are shown as the three words they are."""
    text = "Direct Preference Optimization of owls. Direct Preference Optimization works."
    papers = [paper("a", "Owls", text), paper("b", "Voles", text.replace("owls", "voles"))]
    (first,) = link([*papers, *BIRDS[2:]]).related["a"]
    assert first.terms[0].lower() == "direct preference optimization"


def test_words_without_subject_are_no_keys() -> None:
    """Links, formulas, numbers and what every abstract says carry nothing."""
    assert [key for key in keys("We propose 3 novel methods: $x^2$, https://a.b/c") if key] == []
    assert keys("Reward models") == ["reward", "model"]
    assert list(singles(keys("Reward models"))) == ["reward"]
    assert list(pairs(keys("Reward models, training data"))) == ["reward model"]
    assert written("Reward models", *Places("Reward models")["reward model"]) == "reward models"
    text = "Deep in-context learning."
    assert written(text, *Places(text)["context learning"]) == "in-context learning"


def test_a_place_is_the_first_and_no_run_crosses_a_sign() -> None:
    """Keys count as a run where they stand side by side, whatever joins them but punctuation."""
    places = Places("Owls, voles. Owl-voles see owl voles")
    assert places["owl"] == (0, 4)
    assert places["owl vole"] == (13, 22)
    assert "owl vole see owl" in places
    assert "vole owl" not in places and "ow" not in places and "" not in places


def test_the_two_products_agree() -> None:
    """Large archives are multiplied by a library, small ones here; the answer is the same."""
    texts = [(each.title, each.abstract) for each in archive_papers().values()]
    for terms in (weigh(texts), limited(weigh(texts), Limit(terms=20, papers=30))):
        plain, fast = (
            ranked(terms.rows, pairs, 6)
            for pairs in (
                by_postings(terms, np.arange(terms.rows), 6, 0.07),
                by_matrix(terms, 6, 0.07),
            )
        )
        assert plain.cosines.max() > 0.2
        assert_equal(plain, fast)


def assert_equal(one: Near, other: Near) -> None:
    for name in ("starts", "rows", "cosines"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()


def test_a_limit_keeps_the_weightiest_terms() -> None:
    """A row has no more terms than the limit says, and none that more papers have."""
    texts = [(each.title, each.abstract) for each in archive_papers().values()]
    full = weigh(texts)
    few = limited(full, Limit(terms=20, papers=10))
    known = np.bincount(few.row_of_cells()[few.ranks[few.columns] > 0], minlength=few.rows)
    assert np.diff(full.starts).max() > 20 == known.max()
    assert counts(full.ranks[full.columns]).max() > 10 >= counts(few.ranks[few.columns]).max()


def test_candidates_are_ranked_as_all_would_be() -> None:
    """Where few terms choose the candidates, what they find is what all terms say of it."""
    terms = weigh([(each.title, each.abstract) for each in archive_papers().values()])
    exact = nearest(terms, 6, 0.07)
    whole = Search(count=6, floor=0.07, limit=Limit(terms=999, papers=999, new=999), likely=999)
    assert_equal(found_anew(terms, whole).near, exact)
    few = Search(count=6, floor=0.07, limit=Limit(terms=20, papers=30), likely=40)
    near, every = found_anew(terms, few).near, nearest(terms, 999, 0.07)
    for row in range(terms.rows):
        found = dict(zip(*near.of(row), strict=True))
        assert found.items() <= dict(zip(*every.of(row), strict=True)).items()
    same = sum(len({*near.of(row)[0]} & {*exact.of(row)[0]}) for row in range(terms.rows))
    assert same > 0.8 * len(exact.rows)


def test_rows_have_length_one_in_whole_steps() -> None:
    """By the terms that others have, but for rounding; and no weight lies between two steps."""
    terms = weigh([(each.title, each.abstract) for each in BIRDS])
    for row in range(terms.rows):
        weights = terms.weights[terms.starts[row] : terms.starts[row + 1]]
        assert np.array_equal(weights / STEP, np.round(weights / STEP))
        known = weights[terms.ranks[terms.columns[terms.cells(row)]] > 0]
        assert len(known) == 0 or abs(float(known @ known) - 1) < 0.01


def test_a_name_weighs_more_than_a_word_as_rare() -> None:
    """Who shares GSM8K with a paper is nearer to it than who shares a rare word."""
    texts = [("", "OWLBench voles"), ("", "OWLBench hares"), ("", "foxes voles"), ("", "elks")]
    assert nearest(weigh(texts), 2, 0.01).of(0)[0] == [1, 2]


def test_equals_keep_the_order_of_the_rows() -> None:
    """Ties are broken by place, so that two runs give the same list."""
    terms = weigh([("", "barn owls")] * 5)
    assert nearest(terms, 3, 0.1).of(4)[0] == [0, 1, 2]


def near(pairs: dict[tuple[int, int], float], size: int) -> Near:
    """Make the neighbours of ``size`` rows from the cosines of pairs of them."""
    both = [*pairs.items(), *(((b, a), cosine) for (a, b), cosine in pairs.items())]
    rows, others = (np.array([pair[side] for pair, _ in both], np.int64) for side in (0, 1))
    cosines = np.array([cosine for _, cosine in both], np.float32)
    return ranked(size, (rows, others, cosines), size)


def test_a_list_shows_two_of_many_copies() -> None:
    """Of papers that are nearly the same a list has two, and others before the rest of them."""
    copies = dict.fromkeys([(1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4)], 0.9)
    beside = {(0, 1): 0.4, (0, 2): 0.4, (0, 3): 0.4, (0, 4): 0.4, (0, 5): 0.2, (0, 6): 0.1}
    shown = next(diverse(near(copies | beside, 7), 4))
    assert [row for row, _ in shown] == [1, 2, 5, 6, 3, 4]


def test_a_list_of_copies_alone_is_not_cut() -> None:
    """Where there is nothing else to show, more of the same are shown."""
    copies = {(a, b): 0.9 for a in range(5) for b in range(a)}
    assert [row for row, _ in next(diverse(near(copies, 5), 3))] == [1, 2, 3, 4]


# ---- hostile


@settings(max_examples=50)
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=300)), max_size=6))
def test_any_papers_can_be_linked(texts: list[tuple[str, str]]) -> None:
    """No text makes linking fail; every mention points into its own sentence."""
    papers = [paper(f"p{n}", title, text) for n, (title, text) in enumerate(texts)]
    for found in link(papers).mentions.values():
        for mention in found:
            assert mention.sentence[mention.start : mention.end] == mention.name


def test_nothing_and_next_to_nothing_can_be_linked() -> None:
    """An empty archive, and one of a single paper without text, have no links."""
    assert link([]) == link([paper("one", "")])


def test_a_huge_abstract_is_read_once() -> None:
    """A megabyte of brackets, hyphens and half names costs time in proportion, no more."""
    monster = reads("GleamSet2-(" * 60_000 + "We introduce " * 20_000)
    assert mentioned(GLEAM2, monster) == []
