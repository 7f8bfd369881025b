# SPDX-License-Identifier: Apache-2.0
"""The works, by name, in the order of a complete run."""
from dataclasses import dataclass
from typing import Callable

from measure.works.at_once import AtOnce
from measure.works.hit import Hit
from measure.works.local_file import LocalAcross, LocalLink
from measure.works.loopback import LoopbackDisk, LoopbackTmpfs
from measure.works.many import Many
from measure.works.shared import Shared
from measure.works.slow import LimitedRate, RoundTrip
from measure.works.start import Start
from measure.works.tls import Tls


@dataclass(frozen=True)
class Work:
    content: str
    on: Callable  # creates it for a Bench


WORKS = {
    'loopback-disk': Work('2 GiB from nginx to a disk, durable', LoopbackDisk),
    'loopback-tmpfs': Work('2 GiB from nginx to a tmpfs', LoopbackTmpfs),
    'tls-tmpfs': Work('2 GiB from nginx over https to a tmpfs', Tls),
    'at-once-disk': Work('8 x 256 MiB in parallel to a disk, durable', lambda bench: AtOnce(bench, 'disk')),
    'at-once-tmpfs': Work('8 x 256 MiB in parallel to a tmpfs', lambda bench: AtOnce(bench, 'tmpfs')),
    'limited-rate': Work('512 MiB at 10 MiB/s for each connection, in 8 segments', LimitedRate),
    'round-trip': Work('512 MiB with a round trip of 50 ms and a window of 512 KiB, in 8 segments', RoundTrip),
    'many': Work('64 x 32 MiB in parallel to a tmpfs, with a heap of 64 MB', Many),
    'hit': Work('a stored image of 10 GiB for 100 nodes, the origin asked each time', Hit),
    'shared': Work('64 requests for one image, in one process and in eight', Shared),
    'local-link': Work('file://, 10 GiB, same file system', LocalLink),
    'local-across': Work('file://, 10 GiB, from the disk to a tmpfs', LocalAcross),
    'start': Work('whole processes: --version, --help, a usage error, schemes', Start),
}
