"""What a paper is called in other papers: the names that its title and abstract introduce.

In: a paper. Out: its names, each with how much it takes to believe that the same letters in another
abstract mean this paper. ``HelpSteer2`` can hardly mean anything else; ``SAC`` names a measure of
personality here and Soft Actor-Critic nearly everywhere; ``ChatGPT: Jack of all trades`` does not
introduce ChatGPT. So a name counts only if the paper's own abstract introduces it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum

from msgspec import Struct

from papergloss.model import Paper

TOKEN = re.compile(r"[^\W_]+|[^\w\s]")


class Kind(IntEnum):
    """How a name is told from other words."""

    TITLE = 1  # a whole title of five words or more, in any case
    DISTINCT = 2  # letters that mean nothing else: HelpSteer2, RAG-RewardBench
    PHRASE = 3  # words with capitals: Vendi Score, Self Forcing
    PLAIN = 4  # an acronym or a word with a capital: SAC, Orca


class Name(Struct, frozen=True, array_like=True):
    """A name of the paper ``slug``; ``tokens`` are those of ``text`` (see ``TOKEN``).

    ``titled``: its title gives the name, not only its abstract.
    """

    slug: str
    text: str
    kind: Kind
    tokens: tuple[str, ...]
    titled: bool


_ARTICLE = re.compile(r"(?:The|A|An|Introducing|Towards?|Meet)\s+")
# "GLEE: …", "Video PreTraining (VPT): …".
_HEAD = re.compile(r"^(?P<name>[^:]{2,60}?)(?:\s*\((?P<short>[^()\s]{2,20})\))?:\s")
# "… Bias Index -- LLMBI", "… (NAME)".
# "Qwen2.5-VL Technical Report".
_REPORT = re.compile(r"^(?P<name>\S+(?: \d[\d.]*)?) (?:Technical|System|Model) (?:Report|Card)$")
_TAIL = re.compile(r"(?:\s--?\s|\s[–—]\s)(?P<name>[^\s:]{3,30})$|\((?P<short>[^()\s]{2,20})\)$")

_SIGNS = re.compile(r"\W|_")

_INTRODUCING = re.compile(
    r"\b(?:introduc|propos|present|releas|develop|construct|creat|buil[dt]|design|call|nam|dub|term"
    r"|coin|articulat|describ|collect|curat|formulat|open-sourc|announc|establish)\w*\b[^.!?]*$",
    re.IGNORECASE,
)
_REACH = 170

_WE = r"[Ww]e (?:\w+ly |also |then |further )?(?:introduce|propose|present|release|develop)"
# "we introduce GLEE, a …", "a method called PAL (…": a name that only the abstract gives.
_NAMED = re.compile(
    rf"(?:{_WE}|(?:called|named|dubbed|termed|coined))"
    r" (?:the |our |an? )?(?P<name>[A-Z](?:[\w+-]|\.(?=\d))*[\w+])(?=[,:;(]| \(|,? an? |\.\s)"
)
# "we introduce the Directional Preference Alignment (DPA) framework": with capitals, for "we study
# low-rank adaptation (LoRA)" introduces nothing.
_DEFINED = re.compile(
    rf"{_WE} (?:[a-z-]+ ){{0,4}}"
    r"(?:[A-Z][\w-]* |of |for |and |the |with |in |to |via |on |from ){2,9}"
    r"\((?P<name>[A-Z][\w+-]{1,15})\)"
)


def names_of(paper: Paper) -> list[Name]:
    """Give the names that ``paper`` introduces, each once, those of its title first."""
    found: dict[str, Name] = {}
    if len(paper.title.split()) >= 5:
        _add(found, paper, paper.title, Kind.TITLE)
    for text in _in_title(paper):
        if kind := kind_of(text):
            _add(found, paper, text, kind)
    for text in _in_abstract(paper.abstract):
        kind = kind_of(text)
        # "we present LongCat, a Mixture-of-Experts (MoE) model" introduces no words for a thing.
        if kind and kind is not Kind.PHRASE:
            _add(found, paper, text, kind)
    return list(found.values())


def _add(found: dict[str, Name], paper: Paper, text: str, kind: Kind) -> None:
    tokens = tuple(TOKEN.findall(text))
    found.setdefault(text, Name(paper.slug, text, kind, tokens, _in_its_title(text, paper.title)))


def _in_its_title(name: str, title: str) -> bool:
    """Whether ``title`` has ``name``, perhaps spelt apart or without its ending.

    Pixtral-12B is in "Pixtral 12B", WebWalkerQA in "WebWalker: …", FineWeb-Edu in "FineWeb …".
    """
    bare = _SIGNS.sub("", name)
    return bare in _SIGNS.sub("", title) or any(
        bare.startswith(word) for word in TOKEN.findall(title) if len(word) >= 5
    )


def _in_title(paper: Paper) -> Iterator[str]:
    for pattern in (_HEAD, _REPORT, _TAIL):
        found = pattern.search(paper.title)
        for text in found.groupdict().values() if found else ():
            name = _ARTICLE.sub("", text.strip(), count=1) if text else ""
            if name and introduces(paper.abstract, name):
                yield name


def introduces(abstract: str, name: str) -> bool:
    """Whether a verb of introducing stands before ``name`` in a sentence of ``abstract``."""
    at = abstract.find(name)
    if at < 0:  # "Lottery Ticket Hypothesis" in the title is "lottery ticket hypothesis" below
        abstract, name = abstract.lower(), name.lower()
        at = abstract.find(name)
    while at >= 0:
        if _INTRODUCING.search(abstract, max(0, at - _REACH), at):
            return True
        at = abstract.find(name, at + 1)
    return False


# Where either may begin; searched first, for it is much the quickest to find.
_BEGINNING = re.compile(r"(?:[Ww]e |called|named|dubbed|termed|coined)(?<!\w[Ww]e )")


def _in_abstract(abstract: str) -> Iterator[str]:
    starts = [found.start() for found in _BEGINNING.finditer(abstract)]
    for pattern in (_NAMED, _DEFINED):
        for start in starts:
            if found := pattern.match(abstract, start):
                yield found["name"]


def kind_of(text: str) -> Kind | None:
    """Say what kind of name ``text`` is; None if it is none ("Scaling laws for transfer")."""
    words = text.split()
    if len(words) == 1 and not _COMPOUND.fullmatch(text):
        return _kind_of_word(text)
    parts = words if len(words) > 1 else text.split("-")
    long = [part for part in parts if len(part) > 3]
    capitals = all(_has_capital(part) for part in (*long, parts[0], parts[-1]))
    return Kind.PHRASE if capitals and len(parts) <= 5 else None


def _kind_of_word(word: str) -> Kind | None:
    """Tell HelpSteer2 from SAC: capitals amid small letters, or a digit, or a hyphen.

    Short words mean too much to be sure of, whatever their letters: F1, C3, T2I, QwQ. A plural
    (Video-LLMs) is a kind of thing and not a name.
    """
    if sum(sign.isalpha() for sign in word) < 2 or not _has_capital(word) or _PLURAL.search(word):
        return None
    return Kind.DISTINCT if len(word) >= 5 and _DISTINCT.search(word) else Kind.PLAIN


# Plain words joined by hyphens (Mixture-of-Experts, Best-of-N) are a phrase.
_COMPOUND = re.compile(r"[A-Z]?[a-z]+(?:-[A-Z]?[a-z]*)+")
_PLURAL = re.compile(r"[A-Z]{2}s$")
_DISTINCT = re.compile(
    r"[a-z][A-Z]"  # HelpSteer, WildBench
    r"|[A-Z]{2}[a-z]{2}"  # MMaDA is of the first kind, TRLx of neither, LLMBench of this
    r"|[^\W\d_]{3}-?\d|\d[^\W\d_]{3}"  # MATH500, DeepSeek-V3, 3DHacker; not F1, R2R
    r"|[^\W\d_]{2}-[^\W\d_]*[A-Z]"  # TTS-VAR, Curry-DPO
)


def _has_capital(word: str) -> bool:
    return any(sign.isupper() or sign.isdigit() for sign in word)
