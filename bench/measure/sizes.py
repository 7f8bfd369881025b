# SPDX-License-Identifier: Apache-2.0
"""The sizes of the works: those of the figures, or small ones for a test."""
from dataclasses import dataclass

MIB = 1 << 20
GIB = 1 << 30


@dataclass(frozen=True)
class Sizes:
    image: int  # one image over loopback
    at_once: int  # each of several in parallel
    slow: int  # from a slow origin
    slow_rate: int  # bytes per second of each connection
    small: int  # each of very many in parallel
    shared: int  # the image of many requests
    held: int  # the image of a hit, sparse
    local: int  # a local file
    many: int  # the number of parallel images or requests


FULL = Sizes(image=2 * GIB, at_once=256 * MIB, slow=512 * MIB, slow_rate=10 * MIB, small=32 * MIB, shared=512 * MIB,
             held=10 * GIB, local=10 * GIB, many=64)
QUICK = Sizes(image=8 * MIB, at_once=2 * MIB, slow=8 * MIB, slow_rate=2 * MIB, small=1 * MIB, shared=8 * MIB,
              held=64 * MIB, local=16 * MIB, many=16)
