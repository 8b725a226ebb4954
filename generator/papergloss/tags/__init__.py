"""From a paper's words and labels to its tags, by the vocabulary that people keep.

- ``vocabulary`` reads and checks content/tags.yml, and knows which tag stands below which
- ``tagger``     counts what speaks for a tag, and says why
- ``context``    where a phrase stands, it may be named in passing or denied
- ``suggest``    phrases of the archive that no tag has yet

Pure: nothing here touches a file, and what a paper is only the callers know.
"""

from papergloss.tags.tagger import Hit, Reason, Tagger
from papergloss.tags.vocabulary import closure, slug_of, vocabulary

__all__ = ["Hit", "Reason", "Tagger", "closure", "slug_of", "vocabulary"]
