"""Valid names of variants. A name becomes a folder in models/, files in weights/ and configs/, and part of the page's
URL, which allows no other names (isVariantId in src/models/catalog.ts)."""

import re

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_TAKEN = ("con", "prn", "aux", "nul")
"""Names that Windows reserves for devices."""


def checked_name(name: str) -> str:
    """Returns the name itself. Raises ValueError with a sentence if a file of that name would be elsewhere, or
    nowhere."""
    if not _NAME.fullmatch(name) or ".." in name or name.endswith(".") or name.split(".")[0].lower() in _TAKEN:
        raise ValueError(
            f"{name!r} cannot be the name of a variant: use up to 60 of the letters a to z, digits, - and _."
        )
    return name
