"""When two spellings are one name, and two long forms one meaning."""

from __future__ import annotations

import re
from functools import lru_cache

from papergloss.wordindex import folded

_SIGNS = re.compile(r"[^\w.+]+|_|\.(?!\d)")
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1 << 18)
def name_key(text: str) -> str:
    """Give the key of a name: CIFAR-10 and CIFAR10 are one, GPT-3.5 and GPT-35 are not."""
    return _SIGNS.sub("", text).casefold()


@lru_cache(maxsize=1 << 18)
def long_words(text: str) -> tuple[str, ...]:
    """Give the words of a long form, small and in the singular; the British spelling is ours too.

    "Large-Language Models" → large, language, model.
    """
    words = [folded(word.casefold()) for word in _WORD.findall(text)]
    return tuple(words[1:] if words[:1] in (["the"], ["a"], ["an"]) and len(words) > 2 else words)


@lru_cache(maxsize=1 << 18)
def long_key(text: str) -> str:
    """Give the key of a long form: "fine-tuning" and "finetuning" are one."""
    return "".join(long_words(text))
