"""Reads and hashes the pages below a folder, and does nothing else: the least that a cache has to do.

python benchmarks/read_and_hash.py FOLDER
"""

import os
import sys
from hashlib import blake2b

for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith(".md"):
            with open(os.path.join(folder, name), "rb") as file:  # noqa: PTH118, PTH123 -- pathlib takes twice as long
                blake2b(file.read()).digest()
