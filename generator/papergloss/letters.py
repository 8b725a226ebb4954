"""A digest as files that are ready to send: HTML and text, and both in one e-mail.

E-mail programs show no style sheets, scripts or MathML and load nothing from elsewhere without
asking: the HTML is a table with inline styles, the text is plain, and all addresses are whole where
the site's is known. Only this module knows e-mail (https://www.rfc-editor.org/rfc/rfc5322).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

import jinja2

from papergloss.render import theme_dir
from papergloss.views import Letter

_FOLDER = "papergloss/letter"


def files(letters: Iterable[Letter], base: str) -> Iterator[tuple[str, bytes]]:
    """Write each letter as HTML, as text, and as an e-mail that a mail program opens as a draft.

    Args:
        base: the site's address, ending in a slash; without one links lead from the letter's own
            folder, and work where the letter lies.
    """
    writer = _Writer(base)
    for letter in letters:
        html, text = writer.html(letter), writer.text(letter)
        yield f"{letter.url}letter.html", html.encode()
        yield f"{letter.url}letter.txt", text.encode()
        yield f"{letter.url}letter.eml", _message(letter, html, text, base)


class _Writer:
    """Fills the templates of letters; what is HTML is escaped, what is text is not."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._env = jinja2.Environment(
            loader=jinja2.FileSystemLoader(theme_dir()),
            autoescape=jinja2.select_autoescape(["html"]),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def html(self, letter: Letter) -> str:
        """Write the HTML."""
        return self._filled("digest.html", letter)

    def text(self, letter: Letter) -> str:
        """Write the text."""
        return self._filled("digest.txt", letter)

    def _filled(self, name: str, letter: Letter) -> str:
        base = self._base or "../" * letter.url.count("/")
        return self._env.get_template(f"{_FOLDER}/{name}").render(letter=letter, base=base)


def _message(letter: Letter, html: str, text: str, base: str) -> bytes:
    """Put both into one message, with no recipient yet; the same letter gives the same bytes."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(letter.title.split())
    message["Date"] = format_datetime(datetime.fromisoformat(letter.updated))
    domain = urlsplit(base).hostname or "localhost"
    name = letter.url.strip("/").replace("/", ".")
    message["Message-ID"] = f"<{Address(username=name, domain=domain).addr_spec}>"
    message["X-Unsent"] = "1"  # opens as a draft: https://learn.microsoft.com/outlook
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    message.set_boundary(f"=-{name}")
    return message.as_bytes()
