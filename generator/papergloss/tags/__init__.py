"""From a paper's words and labels to its tags, by the vocabulary that people keep.

- ``vocabulary`` reads and checks content/tags.yml, and knows which tag stands below which
- ``tagger``     adds up what speaks for a tag, and says why
- ``evidence``   finds the phrases of tags in a text, and weighs each by
- ``context``    its place, where it may be named in passing or denied, and by
- ``shortforms`` what the text's own short forms stand for
- ``suggest``    mines the archive for phrases that no tag has yet

Pure: nothing here touches a file, and what a paper is only the callers know.
"""

from papergloss.tags.tagger import Hit, Reason, Tagger
from papergloss.tags.vocabulary import closure, slug_of, vocabulary

__all__ = ["Hit", "Reason", "Tagger", "closure", "slug_of", "vocabulary"]
