# SPDX-License-Identifier: Apache-2.0
"""Several images in parallel over the loopback interface."""
from contextlib import ExitStack

from measure import peers, rounds
from measure.figures import AtMost
from measure.programs import seconds_of_all
from measure.rounds import Contestant
from measure.runtimes import remove

COUNT = 8
BASE = '%d curls and syncs' % COUNT


class AtOnce:
    """Ingot fetches them in one runtime, curl in several processes."""

    def __init__(self, bench, medium):
        self.bench = bench
        self.work = 'at-once-' + medium
        self.place = bench.place(medium)

    def measure(self, samples):
        bench = self.bench
        images = [bench.folder.image('at-once-%d' % number, bench.sizes.at_once) for number in range(COUNT)]
        places = [self.place / image.name for image in images]
        with ExitStack() as scope:
            runtime = bench.runtime(scope, self.place)

            def ours():
                time = runtime.seconds_of_all([
                    [bench.origin.fresh(image), place, '--checksum', 'sha256:' + image.sha256]
                    for image, place in zip(images, places)])
                clear()
                runtime.forget(*images)
                return time

            def other():
                time = seconds_of_all([peers.curl_synced(bench.origin.fresh(image), place)
                                       for image, place in zip(images, places)])
                clear()
                return time

            def clear():
                for place in places:
                    remove(place)

            contestants = [Contestant('ingot', ours), Contestant(BASE, other)]
            return rounds.measure(self.work, contestants, [AtMost('ingot', BASE, 1.15)], samples, bench.rounds)
