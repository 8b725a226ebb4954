"""Papergloss turns paper listings into an annotated, searchable archive.

The one-way road, and the module that owns each stretch of it::

    the world                            sources, services, files, pages
        │  gather     asks sources for what is missing (remotes: what; fetch: how)
        │  enrich     asks services for what listings leave out
        ▼  intake     takes what a person has
    content/listings/<source>/…          raw bytes, as received
        │  reading    bytes → entries, by their format (sources)
        │  dates      the years that listings leave out
        │  merge      entries → Paper, one per paper, field by field
        │  tags       vocabulary → the paper's tags
        ▼  store      front matter out, atomically
    content/papers/<YYYY-MM>/<slug>.md   one file a paper
        │  store      front matter in → Archive
        │  links      related, mentions, backlinks, series
        │  concepts   what abstracts name together; people: who is who
        │  trends     what rises and falls
        │  pages      Archive → one view per page
        │  render     view + shell → HTML, cached
        │  feeds, export, letters
        ▼  search     the prebuilt index
    site/

``pipeline`` tells the story in two functions, ``update`` and ``build``; ``plugin`` hands the second
to MkDocs; ``executors`` say where heavy work runs; ``__main__`` is the command line.
"""

__version__ = "0.1.0"
