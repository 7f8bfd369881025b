# SPDX-License-Identifier: Apache-2.0
"""Very many different images in parallel, with a small heap."""
from contextlib import ExitStack

from measure import peers, rounds
from measure.figures import FasterBy
from measure.programs import seconds
from measure.rounds import Contestant
from measure.runtimes import remove

HEAP = '-Xmx64m'


class Many:
    """To a tmpfs, so that the disk is not the limit. Ingot verifies, curl does not."""

    def __init__(self, bench):
        self.bench = bench
        self.place = bench.place('tmpfs')

    def measure(self, samples):
        bench = self.bench
        count = bench.sizes.many
        images = [bench.folder.image('small-%d' % number, bench.sizes.small) for number in range(count)]
        places = [self.place / str(number) for number in range(count)]
        with ExitStack() as scope:
            runtime = bench.runtime(scope, self.place, java_options=HEAP, more={'io.ingot.fetch/transfers': count})

            def ours():
                time = runtime.seconds_of_all([
                    [bench.origin.fresh(image), place, '--checksum', 'sha256:' + image.sha256]
                    for image, place in zip(images, places)])
                clear()
                runtime.forget(*images)
                return time

            def other():
                time = seconds(peers.curl_parallel([bench.origin.fresh(image) for image in images], self.place))
                clear()
                return time

            def clear():
                for place in places:
                    remove(place)

            contestants = [Contestant('ingot', ours), Contestant('curl --parallel', other)]
            return rounds.measure('many', contestants, [FasterBy('ingot', 'curl --parallel', 0.9)], samples,
                                  bench.rounds)
