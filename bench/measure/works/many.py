# SPDX-License-Identifier: Apache-2.0
"""Very many different images in parallel, with a small heap."""
from contextlib import ExitStack

from measure import peers, rounds
from measure.figures import FasterBy
from measure.programs import cost
from measure.rounds import Contestant
from measure.runtimes import remove

HEAP = '-Xmx64m'
PLAIN = 'curl --parallel'
VERIFIED = 'curl --parallel and openssl'


class Many:
    """To a tmpfs, so that the disk is not the limit. Ingot verifies; curl does not, openssl reads the files again."""

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
                cost_of_fetches = runtime.fetch_all([
                    [bench.origin.fresh(image), place, '--checksum', 'sha256:' + image.sha256]
                    for image, place in zip(images, places)])
                clear()
                runtime.forget(*images)
                return cost_of_fetches

            def other(*more):
                urls = [bench.origin.fresh(image) for image in images]
                cost_of_commands = cost(peers.curl_parallel(urls, self.place), *more)
                clear()
                return cost_of_commands

            def clear():
                for place in places:
                    remove(place)

            contestants = [Contestant(name, run, count * bench.sizes.small) for name, run in {
                'ingot': ours,
                PLAIN: other,
                VERIFIED: lambda: other(peers.digest(*places)),
            }.items()]
            figures = [FasterBy('ingot', PLAIN, 0.9), FasterBy('ingot', VERIFIED, 1.2)]
            return rounds.measure('many', contestants, figures, samples, bench.rounds)
