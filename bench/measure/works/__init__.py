# SPDX-License-Identifier: Apache-2.0
"""The works, by name, in the order of a complete run."""
from measure.works.at_once import AtOnce
from measure.works.hit import Hit
from measure.works.local_file import LocalAcross, LocalLink
from measure.works.loopback import Loopback
from measure.works.many import Many
from measure.works.shared import Shared
from measure.works.slow import LimitedRate, RoundTrip

WORKS = {
    'loopback-disk': lambda bench: Loopback(bench, 'disk'),
    'loopback-tmpfs': lambda bench: Loopback(bench, 'tmpfs'),
    'at-once-disk': lambda bench: AtOnce(bench, 'disk'),
    'at-once-tmpfs': lambda bench: AtOnce(bench, 'tmpfs'),
    'limited-rate': LimitedRate,
    'round-trip': RoundTrip,
    'many': Many,
    'hit': Hit,
    'shared': Shared,
    'local-link': LocalLink,
    'local-across': LocalAcross,
}
