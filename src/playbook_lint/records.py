"""Records: values that are more than a tuple, since something is worked out of them once and kept, or identity counts.

So are those of which every page has many.

They are Structs of msgspec: their classes are made in a thirtieth of the time of a dataclass, which every start saves,
and they themselves in a third, and in a fifth of that of a named tuple. What is worked out and kept needs `dict=True`.
`gc=False` spares the search for garbage those that lead to nothing that could lead back to them.
"""

from __future__ import annotations

from msgspec import Struct as Record
from msgspec import field
from msgspec.structs import fields, replace

__all__ = ["Record", "field", "fields", "replace"]
