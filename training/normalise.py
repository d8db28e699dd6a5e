"""Text normalisation before WordPiece; the product reimplements exactly these steps (models/reader/README.md)."""

import re
import unicodedata

# No \s, \w or \b below: their meaning differs between Python and JavaScript.
SPACE = r"\u0000-\u0020\u00a0\u3000"
URL = re.compile(rf"(?<![A-Za-z0-9])(?:https?://|www\.)[^{SPACE}\u2e80-\u9fff\uf900-\ufaff\ufe30-\uffef]+", re.IGNORECASE)
HANDLE = re.compile(rf"(?<![A-Za-z0-9_])@(?:[A-Za-z0-9_\-\u4e00-\u9fff]{{2,30}}(?=[{SPACE}:\uff1a]|\Z)|[A-Za-z0-9_]+)")
JOINERS = re.compile("[\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
EMOJI = re.compile("([\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff])")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&"))


def normalise(text: str) -> str:
    """Normalise one post: NFC, five HTML entities, links -> `http`, handles -> `@user`, emoji set apart by spaces."""
    text = unicodedata.normalize("NFC", text)
    for entity, char in ENTITIES:
        text = text.replace(entity, char)
    text = URL.sub("http", text)
    text = HANDLE.sub("@user", text)
    text = JOINERS.sub("", text)
    return EMOJI.sub(r" \1 ", text)
