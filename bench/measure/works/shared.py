# SPDX-License-Identifier: Apache-2.0
"""Many parallel requests for one image, in one process and in several that share a store."""
from contextlib import ExitStack

from measure import rounds
from measure.cost import Count
from measure.figures import Once
from measure.rounds import Contestant
from measure.runtimes import remove, start_all

PROCESSES = 8


class Shared:
    """Measures how often the origin sends the image."""

    def __init__(self, bench):
        self.bench = bench
        self.place = bench.place('disk')

    def measure(self, samples):
        bench = self.bench
        image = bench.folder.image('shared', bench.sizes.shared)
        with ExitStack() as scope:
            runtimes = start_all(
                PROCESSES, lambda index: bench.runtime(scope, self.place, name='home-%d' % index))
            contestants = [
                Contestant('times sent, one process', lambda: self.sent(image, runtimes[:1])),
                Contestant('times sent, %d processes' % PROCESSES, lambda: self.sent(image, runtimes)),
            ]
            figures = [Once(contestant.name) for contestant in contestants]
            return rounds.measure('shared', contestants, figures, samples, bench.rounds)

    def sent(self, image, runtimes):
        origin, each = self.bench.origin, self.bench.sizes.many // len(runtimes)
        url, mark = origin.fresh(image), origin.mark()
        places = [[self.place / ('%d-%d' % (index, number)) for number in range(each)]
                  for index in range(len(runtimes))]
        for runtime, its_places in zip(runtimes, places):
            runtime.begin_all([[url, place, '--checksum', 'sha256:' + image.sha256] for place in its_places])
        for runtime in runtimes:
            runtime.end_all(each)
        for its_places in places:
            for place in its_places:
                remove(place)
        runtimes[0].forget(image)
        return Count(origin.bytes_sent(mark) / image.size)
