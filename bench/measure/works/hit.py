# SPDX-License-Identifier: Apache-2.0
"""A stored image, revalidated at the origin: independent of its size."""
from contextlib import ExitStack

from measure import rounds
from measure.cost import median
from measure.figures import AtMost, Within
from measure.rounds import Contestant
from measure.runtimes import remove

NODES = 100
"""The number of nodes in a round, which is their median: a single hit is too short to be measured."""


class Hit:
    """The image is sparse, since it is not read. It is added to Ironic's cache, since Ironic would write all of it."""

    def __init__(self, bench):
        self.bench = bench
        self.place = bench.place('disk')
        self.nodes = [self.place / ('node-%d' % number) for number in range(NODES)]

    def measure(self, samples):
        bench = self.bench
        held = bench.folder.sparse('held', bench.sizes.held)
        small = bench.folder.image('held-small', bench.sizes.small)
        with ExitStack() as scope:
            runtime = bench.runtime(scope, self.place)
            ironic = bench.ironic(scope, self.place)
            urls = {image: bench.origin.fresh(image) for image in (held, small)}
            for url in urls.values():
                runtime.answer([url, self.nodes[0]])
                remove(self.nodes[0])
            ironic.hold(urls[held], held.path)

            def from_store(arguments):
                return runtime.fetch(arguments, source='store')

            def each_node(measure, image):
                return self.each_node(lambda node: measure([urls[image], node]))

            contestants = [
                Contestant('ingot', lambda: each_node(from_store, held)),
                Contestant('ironic', lambda: self.each_node(lambda node: ironic.fetch(urls[held], node))),
                Contestant('ingot, small image', lambda: each_node(from_store, small)),
                Contestant('ingot, command to answer', lambda: each_node(runtime.round_trip, held)),
            ]
            figures = [Within('ingot', 0.02), AtMost('ingot', 'ironic', 1.2)]
            return rounds.measure('hit', contestants, figures, samples, bench.rounds)

    def each_node(self, once):
        costs = [once(node) for node in self.nodes]
        for node in self.nodes:
            remove(node)
        return median(costs)
