# SPDX-License-Identifier: Apache-2.0
"""A stored image, revalidated at the origin: independent of its size."""
import statistics
from contextlib import ExitStack

from measure import rounds
from measure.figures import AtMost, Within
from measure.programs import ProgramFailed
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

            def ours(image, measure):
                return self.each_node(lambda node: measure([urls[image], node]))

            def from_store(arguments):
                answer = runtime.answer(arguments)
                if answer['source'] != 'store':
                    raise ProgramFailed('no hit, but ' + answer['source'])
                return answer['seconds']

            contestants = [
                Contestant('ingot', lambda: ours(held, from_store)),
                Contestant('ironic', lambda: self.each_node(lambda node: ironic.seconds(urls[held], node))),
                Contestant('ingot, small image', lambda: ours(small, from_store)),
                Contestant('ingot, command to answer', lambda: ours(held, runtime.round_trip_seconds)),
            ]
            figures = [Within('ingot', 20), AtMost('ingot', 'ironic', 2)]
            return rounds.measure('hit', contestants, figures, samples, bench.rounds)

    def each_node(self, once):
        times = [once(node) for node in self.nodes]
        for node in self.nodes:
            remove(node)
        return statistics.median(times)
