"""The JSON Schema of a paper's record (https://json-schema.org/draft/2020-12)."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from papergloss.export.records import VERSION
from papergloss.model import LinkKind, Status

PATH = f"api/v{VERSION}/paper.schema.json"

_Schema: TypeAlias = dict[str, Any]
_TEXT: _Schema = {"type": "string", "minLength": 1}
_COUNT: _Schema = {"type": "integer", "minimum": 0}
_DAY: _Schema = {"type": "string", "format": "date"}
_PART: _Schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}


def schema(base: str) -> bytes:
    """Write the schema; ``base`` is the site's address, or ""."""
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **({"$id": base + PATH} if base else {}),
        "title": f"A paper's record, version {VERSION}",
        **_object(_fields(), "slug", "url", "title"),
    }
    return (json.dumps(whole, indent=2) + "\n").encode()


def _fields() -> _Schema:
    return {
        "slug": _said("The paper's permanent name", type="string", pattern="^[a-z0-9-]+$"),
        "url": _said("Its page", **_TEXT),
        "title": _said("Plain text, mathematics as TeX between $ signs", type="string"),
        "abstract": _said("Like the title; blank lines part paragraphs", **_TEXT),
        "authors": _list(_object({"name": _TEXT, "orcid": _TEXT}, "name")),
        "author_count": _said("How many there are, where that alone is known", **_COUNT),
        "organisation": _TEXT,
        "date": _said("When it appeared, as far as is known", **_PART),
        "month": _said("When it entered the archive", type="string", pattern=r"^\d{4}-\d{2}$"),
        "ids": _object(dict.fromkeys(("arxiv", "doi", "openreview", "acl"), _TEXT)),
        "address": _said("Where it can be read", **_TEXT),
        "links": _list(_object({"url": _TEXT, "kind": {"enum": [*map(str, LinkKind)]}}, "url")),
        "venue": _TEXT,
        "comment": _said("What its authors say of it at arXiv", **_TEXT),
        "categories": _list(_TEXT),
        "keywords": _list(_TEXT),
        "tags": _said("Slugs: the page of one is tags/<slug>/", **_list(_TEXT)),
        "versions": _list(_object({"number": _COUNT, "date": _DAY}, "number")),
        "withdrawn": {"const": True},
        "aliases": _said("Former names, which redirect", **_list(_TEXT)),
        "appearances": _list(_appearance()),
        "note": _object({"noted": _or_null(_DAY), "status": _status(), "rating": _rating()}),
    }


def _appearance() -> _Schema:
    fields = {
        "listing": _said("Its page is listings/<listing>/", **_TEXT),
        "date": _DAY,
        "position": {"type": "integer", "minimum": 1},
        "comments": _COUNT,
        "upvotes": _COUNT,
    }
    return _object(fields, "listing", "position")


def _status() -> _Schema:
    return {"enum": [*map(str, Status), None]}


def _rating() -> _Schema:
    return {"enum": [1, 2, 3, 4, 5, None]}


def _or_null(schema: _Schema) -> _Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _said(description: str, **rules: Any) -> _Schema:
    return {"description": description, **rules}


def _list(items: _Schema) -> _Schema:
    return {"type": "array", "items": items, "minItems": 1}


def _object(fields: _Schema, *required: str) -> _Schema:
    """An object with these fields; later releases may add others."""
    return {"type": "object", "properties": fields, "required": list(required)}
