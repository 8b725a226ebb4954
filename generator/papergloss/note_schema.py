"""The front matter of notes as a JSON Schema (https://json-schema.org/draft/2020-12), for editors.

Says of the values that YAML gives an editor what ``store.note_fields`` says of the text; a test
holds the two together. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from papergloss.ids import SLUG
from papergloss.model import LinkKind, RelationKind, Status, Tag

PATH = "schemas/note.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_Schema: TypeAlias = dict[str, Any]

# YAML makes numbers of some titles and ids; they are read as the text they are.
_TEXT: _Schema = {"type": ["string", "number", "boolean", "null"]}
_NEEDED: _Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
_PART = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


def schema(tags: Mapping[str, Tag], base: str) -> bytes:
    """Write the schema of an archive, whose tags an editor can then complete."""
    return (json.dumps(_schema(tags, base), ensure_ascii=False, indent=2) + "\n").encode()


def _schema(tags: Mapping[str, Tag], base: str) -> _Schema:
    return {
        "$schema": DIALECT,
        **({"$id": base + PATH} if base else {}),
        "title": "The front matter of a note",
        "description": "content/notes/<slug>.md; every field may be left out",
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": _properties(tags),
    }


def _properties(tags: Mapping[str, Tag]) -> dict[str, _Schema]:
    return {
        "status": _said("How far you have come", enum=[*map(str, Status), None]),
        "rating": _said("How good it is, of 5", enum=[1, 2, 3, 4, 5, None]),
        "noted": _said("The day of the note", type=["string", "null"], pattern=_DAY),
        "tags": _list("Tags to add (plain or +) and to drop (-)", _tag(tags)),
        "aliases": _list("Further names, for [[…]] and addresses", _alias()),
        "relations": _list("How the paper stands to others", _relation()),
        "title": _said("In place of the listings' title", **_TEXT),
        "authors": _list("In place of the listings' authors", _author()),
        "organisation": _said("In place of the listings' organisation", **_TEXT),
        "venue": _said("Where it was published", **_TEXT),
        "date": _said(
            "When it appeared",
            type=["string", "integer", "null"],
            pattern=_PART,
            minimum=1000,
            maximum=9999,
        ),
        "links": _list("In place of the listings' links", _link()),
        "ids": _object("Ids to add or correct", ("arxiv", "doi", "openreview", "acl"), ()),
        "abstract": _said("In place of the listings' abstract", **_TEXT),
        "anchors": _list("Which place quoted words mean", _anchor()),
        "hidden": _said("Keep the paper off the site", type=["boolean", "null"]),
    }


def _said(description: str, **rules: Any) -> _Schema:
    return {"description": description, **rules}


def _list(description: str, items: _Schema) -> _Schema:
    return _said(description, type=["array", "null"], items=items)


def _object(description: str, keys: tuple[str, ...], required: tuple[str, ...]) -> _Schema:
    return _said(
        description,
        type=["object", "null"] if not required else "object",
        additionalProperties=False,
        properties=dict.fromkeys(keys, _NEEDED),
        **({"required": list(required)} if required else {}),
    )


def _tag(tags: Mapping[str, Tag]) -> _Schema:
    names = [name for slug in tags for name in (slug, f"+{slug}", f"-{slug}")]
    return {"anyOf": [{"enum": names}, {**_NEEDED, "pattern": r"^\s*[+-]?\s*[^\s+-]"}]}


def _alias() -> _Schema:
    pattern = rf"^\s*{SLUG.pattern}\s*$"
    return {"type": ["string", "integer", "boolean"], "pattern": pattern, "minimum": 0}


def _relation() -> _Schema:
    kinds = [str(kind) for kind in RelationKind]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {**dict.fromkeys(kinds, _NEEDED), "remark": _TEXT},
        "oneOf": [{"required": [kind]} for kind in kinds],
    }


def _author() -> _Schema:
    whole = _object("", ("name", "orcid"), ("name",))
    return {"anyOf": [_NEEDED, {**whole, "properties": {"name": _NEEDED, "orcid": _TEXT}}]}


def _link() -> _Schema:
    url = {"type": "string", "pattern": r"^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]\S*\s*$"}
    kind = {"enum": [*map(str, LinkKind), None]}
    whole = {"type": "object", "additionalProperties": False, "required": ["url"]}
    return {"anyOf": [url, {**whole, "properties": {"url": url, "kind": kind}}]}


def _anchor() -> _Schema:
    words = {"exact": _NEEDED, "prefix": _TEXT, "suffix": _TEXT}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["exact"],
        "properties": words,
    }
