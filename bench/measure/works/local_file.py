# SPDX-License-Identifier: Apache-2.0
"""An image in a local file, on the file system of the destination and on another."""
from contextlib import ExitStack

from measure import peers, rounds
from measure.figures import AtMostSlowest, Within
from measure.programs import cost
from measure.rounds import Contestant
from measure.runtimes import remove


class LocalLink:
    """A link, without reading the file."""

    def __init__(self, bench):
        self.bench = bench
        self.place = bench.place('disk')
        self.destination = self.place / 'image'

    def measure(self, samples):
        bench = self.bench
        image = bench.folder.sparse('local-sparse', bench.sizes.local)
        reference = 'file://%s' % image.path
        with ExitStack() as scope:
            runtime = bench.runtime(scope, self.place)
            ironic = bench.ironic(scope, self.place)

            def cleared(cost_of_fetch):
                remove(self.destination)
                return cost_of_fetch

            contestants = [
                Contestant('ingot', lambda: cleared(runtime.fetch([reference, self.destination]))),
                Contestant('ironic service',
                           lambda: cleared(ironic.fetch_without_cache(reference, self.destination))),
            ]
            return rounds.measure('local-link', contestants, [Within('ingot', 0.02)], samples, bench.rounds)


class LocalAcross:
    """A copy that is hashed on the way; the peers either copy or hash."""

    def __init__(self, bench):
        self.bench = bench
        self.place = bench.place('tmpfs')
        self.destination = self.place / 'image'

    def measure(self, samples):
        bench = self.bench
        image = bench.folder.image('local', bench.sizes.local)
        reference = 'file://%s' % image.path
        with ExitStack() as scope:
            runtime = bench.runtime(scope, self.place)

            def cleared(cost_of_copy):
                remove(self.destination)
                return cost_of_copy

            contestants = [Contestant(name, run, image.size) for name, run in {
                'ingot': lambda: cleared(runtime.fetch([reference, self.destination])),
                'cp': lambda: cleared(cost(peers.copy(image.path, self.destination))),
                'openssl dgst': lambda: cost(peers.digest(image.path)),
            }.items()]
            figures = [AtMostSlowest('ingot', ('cp', 'openssl dgst'), 1.15)]
            try:
                return rounds.measure('local-across', contestants, figures, samples, bench.rounds)
            finally:
                bench.folder.drop(image)  # the largest of all
