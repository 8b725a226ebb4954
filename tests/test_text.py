"""What ``text`` promises: certain repairs, nothing else touched, settled after one call.

The golden tables ``golden/text_*.tsv`` are found by glob. Refresh their "after" column with
``python tests/test_text.py --refresh`` and read the diff before you commit it.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papergloss.model import Link, LinkKind
from papergloss.text import MATH, links_in, normal_title, plain, repair, sentences

HERE = Path(__file__).parent
GOLDEN = sorted((HERE / "golden").glob("text_*.tsv"))
LISTINGS = sorted((HERE.parent / "content" / "listings" / "hf-daily").glob("*.txt"))
REFRESH = "python tests/test_text.py --refresh"


def rows(path: Path) -> list[tuple[str, str, str]]:
    """Kind, before and after of each row; ``stays`` rows have no after."""
    lines = path.read_text(encoding="utf-8").split("\n")
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(kind, before, after or before) for kind, before, after in cells]


ROWS = [row for path in GOLDEN for row in rows(path)]


@pytest.mark.parametrize(("kind", "before", "after"), ROWS)
def test_golden(kind: str, before: str, after: str) -> None:
    """Each kind of damage in the five listings is repaired, and what could be English stays."""
    assert repair(before) == after, f"{kind}: if this is better, run `{REFRESH}`"


def test_golden_covers() -> None:
    """The table has rows of every kind from every listing, and none that is not in one."""
    texts = [path.read_text(encoding="utf-8") for path in LISTINGS]
    assert len(ROWS) >= 80
    assert len(texts) == 5
    assert all(any(before in text for text in texts) for _, before, _ in ROWS)
    assert all(any(before in text for _, before, _ in ROWS) for text in texts)


def test_listings_settle() -> None:
    """Repairing the five listings twice gives what repairing them once gives, line by line."""
    for path in LISTINGS:
        for line in path.read_text(encoding="utf-8").split("\n"):
            once = repair(line)
            assert repair(once) == once


def test_unseen_settle(shared_data: Path) -> None:
    """Thousands of titles and abstracts that the rules were not made from settle as well."""
    for path in sorted((shared_data / "hf-daily").glob("*.json"))[::20]:
        for item in json.loads(path.read_bytes()):
            for text in (item["paper"]["title"], item["paper"]["summary"]):
                once = repair(text)
                assert repair(once) == once


_SCRAPS = r"""
$ \ { } _ ^ ( ) [ ] a B 1 2.5 % ~ ` ' '' `` - -- --- sim times mathcal mathcal{O} tilde alpha Omega
phi_ \alpha \textbf{ textit{ {\it x2013 &amp; &#x2013; \"u \'e \'s {\i} {here} \url{ \href{
\$ $5 $x$ https://github.com/a_b $$ infty leq le in to sqrt log O( ^2 _1 _{ab} ^{-1} \cite{x}
\footnote{ \\
ell_1 pi N = < > | || / + * , . \% \_ \, \( \) \[ \] {S}ignal {,} Ã© π γ ∼
textsuperscript{2} ° circ
{\deg} github.com/x \ell \mathbb{R} scriptsizeF \-
"""
SCRAPS = [*_SCRAPS.split(), " ", "  ", "\n", "{it ", "policy pi"]
JUMBLE = st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join)
BOUNDED = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@BOUNDED
@given(st.one_of(st.text(max_size=80), JUMBLE))
def test_any_text_settles(raw: str) -> None:
    """No text, however damaged, changes when it is repaired a second time, and none crashes."""
    once = repair(raw)
    assert repair(once) == once
    plain(once)
    normal_title(raw)
    links_in(raw)


@BOUNDED
@given(st.one_of(st.text(max_size=120), JUMBLE))
def test_sentences_lose_nothing(text: str) -> None:
    """The sentences of a text hold all of it but the white space between them."""
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@BOUNDED
@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Nd"]), max_size=60))
def test_plain_words_stay(word: str) -> None:
    """Letters and digits that hold no command and no mojibake come back as the very same text."""
    if not re.search(r"[A-Za-zÂÃâ]", word):
        assert repair(word) == word


@pytest.mark.parametrize(
    "scrap", ["{", "$", "\\", "`", "\\textbf{", "$a", "(https://a.b/)", ".", "O("]
)
def test_hostile_megabyte_returns(scrap: str) -> None:
    """A megabyte of one sign comes back, from every function (the time is measured in bench)."""
    text = scrap * (1_000_000 // len(scrap))
    assert repair(text) == text
    for function in (plain, normal_title, sentences, links_in):
        function(text)


@pytest.mark.parametrize(
    "text",
    [
        r"We bound $\tilde{O}(\sqrt{T})$ for $x_i \in \mathbb{R}^d$.",
        r"$\sim$1B parameters, $77.67\pm2.68$ and $k$NN",
        r"a 20$\times$20 grid",
        r"The price is \$5 and then \$7.",
        "hundreds of times, a simulation, sim-to-real and sim2real",
        "alpha-beta pruning, a beta distribution, lambda calculus",
        "tool_call, float8_e4m3, Q4_0, top_p and snake_case_names",
        "run `make` with --verbose",
        "a photo of a {class}",
        r"our macro \mone and \method~here",
    ],
)
def test_stays(text: str) -> None:
    """Intact mathematics, escaped dollars, identifiers and English words come back untouched."""
    assert repair(text) == text


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("from $20K to $50K a year", r"from \$20K to \$50K a year"),
        (r"\emph{one} and \textbf{two \textit{three}}", "one and two three"),
        (r"see \cite{knuth84} and~\citep[p.~3]{lamport}", "see [knuth84] and [lamport]"),
        (r"for \(x^2\) and \[y\]", "for $x^2$ and $y$"),
        (r"\href{https://a.org/b}{\texttt{our page}}.", "our page (https://a.org/b)."),
        (r"\href{our page}{https://a.org/b}", "our page (https://a.org/b)"),
        (r"code\footnote{\url{https://a.org/b}}", "code (https://a.org/b)"),
        ("https://a.org/b{https://a.org/b}.", "https://a.org/b."),
        (r"https://a.org/x\_y\-z, pre\-processed", "https://a.org/x_y-z, preprocessed"),
        (r"the query\'s \"text\" by Ma\'nczak", 'the query\'s "text" by Mańczak'),
        (r"Pl\"ucker, Erd{\H{o}}s, Gar\c{c}on, \v{S}koda", "Plücker, Erdős, Garçon, Škoda"),
        ("humansx2014and &amp; &#x2019;", "humans—and & ’"),
        ("itâ€™s cafÃ©", "it’s café"),
        ("a 360^circ view at 20{\\deg}", "a 360° view at 20°"),
        ("VLM^2-Bench and TRC^{2}", "VLM²-Bench and TRC²"),
        ("{S}ignal {P}reservation brea{K}ing", "Signal Preservation breaKing"),
        ("p_{gen} > 0 and a", "$p_{gen} > 0$ and a"),
        ("From r to Q^*", "From r to $Q^*$"),
        (r"plan$\unicode{x2013}$have", "plan–have"),
        ("1024 times 1024 pixels, 3.5 times faster", "1024 × 1024 pixels, 3.5 times faster"),
    ],
)
def test_repairs(raw: str, wanted: str) -> None:
    """Damage that other sources show (arXiv's LaTeX, API replies) is repaired too."""
    assert repair(raw) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (r"$\mathcal{O}(T^{2/3})$ for \$5", "O(T^(2/3)) for $5"),
        (r"$\tilde{\Omega}(C^*)$", "Ω̃(C*)"),
        (r"$\gamma \to \infty$, $x_1^2$", "γ → ∞, x₁²"),
        (r"$\pi_{RL}$ and $\frac{a}{b}$", "π_RL and a/b"),
        ("no mathematics", "no mathematics"),
    ],
)
def test_plain(text: str, wanted: str) -> None:
    """The plain form of mathematics can be read aloud, searched and put in a page's title."""
    assert plain(text) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MedS^3: Towards Medical\n  Models.", "MedS³: towards medical models"),
        (r"$\beta$-VAE for Images", "Beta VAE for images"),
        ("GPT–4 — “what now”?", 'GPT-4 -- "What now"'),
        ("Poincaré Maps", "Poincare maps"),
        (r"\textbf{A}xis", "Axis"),
        ("Scaling scriptsizeFLaws", "Scaling FLaws"),
        ("From r to Q^*", "From $r$ to $Q^*$"),
    ],
)
def test_normal_title_joins(one: str, other: str) -> None:
    """Typographic variants of one title have one key."""
    assert normal_title(one) == normal_title(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Dream", "Dream++"), ("Learning C", "Learning C#"), ("???", "!!!")]
)
def test_normal_title_parts(one: str, other: str) -> None:
    """Titles that differ in more than typography keep apart, also titles without a letter."""
    assert normal_title(one) != normal_title(other)


def test_sentences() -> None:
    """Abbreviations, initials, decimals and formulas do not end a sentence."""
    text = (
        "We follow J. Smith et al. (2020), e.g. Fig. 3. It gains 3.5 points! “Does it?” "
        "Yes, as $x. Y$ shows. 2D is next"
    )
    assert sentences(text) == [
        "We follow J. Smith et al. (2020), e.g. Fig. 3.",
        "It gains 3.5 points!",
        "“Does it?”",
        "Yes, as $x. Y$ shows.",
        "2D is next",
    ]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://github.com/a/b", LinkKind.CODE),
        ("https://anonymous.4open.science/r/x", LinkKind.CODE),
        ("https://huggingface.co/datasets/a/b", LinkKind.DATA),
        ("https://zenodo.org/record/1", LinkKind.DATA),
        ("https://www.kaggle.com/datasets/a", LinkKind.DATA),
        ("https://huggingface.co/nvidia/Nemotron", LinkKind.MODEL),
        ("https://huggingface.co/spaces/a/b", LinkKind.DEMO),
        ("https://a-b.hf.space", LinkKind.DEMO),
        ("https://colab.research.google.com/x", LinkKind.DEMO),
        ("https://arxiv.org/abs/2311.17911", LinkKind.PAPER),
        ("https://doi.org/10.1/x", LinkKind.PAPER),
        ("https://a.github.io/b/", LinkKind.PROJECT),
        ("https://inversescaling.com/data", LinkKind.PROJECT),
        ("https://huggingface.co/hydroxai", LinkKind.OTHER),
        ("https://youtu.be/x", LinkKind.OTHER),
    ],
)
def test_link_kinds(address: str, kind: LinkKind) -> None:
    """What a link leads to follows from its host and path."""
    assert links_in(f"See {address}, please.") == (Link(url=address, kind=kind),)


def test_links_in_order() -> None:
    """Links come in order, once each, whole, and only ever as http or https."""
    found = links_in(
        "javascript:alert(1) ftp://a.b (https://github.com/a/b.) github.com/c/d. "
        "https://github.com/a/b <https://en.wikipedia.org/wiki/A_(b)> x@github.com/no"
    )
    assert [link.url for link in found] == [
        "https://github.com/a/b",
        "https://github.com/c/d",
        "https://en.wikipedia.org/wiki/A_(b)",
    ]


@BOUNDED
@given(st.text(max_size=100).map(lambda tail: f"x https://a.org/{tail}"))
def test_links_are_safe(text: str) -> None:
    """No address holds white space, a quote, an angle bracket or another scheme."""
    for link in links_in(text):
        assert re.fullmatch(r"https?://[^\s<>\"`]+", link.url, re.IGNORECASE)


def test_formulas_balance() -> None:
    """After repair every dollar sign of the five listings is escaped or belongs to a formula."""
    for path in LISTINGS:
        text = repair_lines(path)
        assert "$" not in MATH.sub("", text).replace("\\$", "")


def repair_lines(path: Path) -> str:
    """The listing with each line repaired."""
    return "\n".join(map(repair, path.read_text(encoding="utf-8").split("\n")))


def refresh() -> None:
    """Write what ``repair`` now answers into the golden tables."""
    for path in GOLDEN:
        lines = []
        for line in path.read_text(encoding="utf-8").split("\n"):
            kind, _, rest = line.partition("\t")
            before = rest.partition("\t")[0]
            after = repair(before)
            shown = f"{kind}\t{before}\t{'' if after == before else after}"
            lines.append(line if not line or line.startswith("#") else shown)
        path.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__" and "--refresh" in sys.argv:
    refresh()
