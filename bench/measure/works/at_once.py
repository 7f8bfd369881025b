# SPDX-License-Identifier: Apache-2.0
"""Several images in parallel over the loopback interface."""
from contextlib import ExitStack

from measure import peers, rounds
from measure.figures import AtMost
from measure.programs import cost_of_all
from measure.rounds import Contestant
from measure.runtimes import remove

COUNT = 8
PLAIN = '%d curls' % COUNT
SYNCED = '%d curls and syncs' % COUNT
VERIFIED = '%d x (curl and openssl)' % COUNT
FIGURES = {
    'disk': [AtMost('ingot', SYNCED, 1.15)],
    'tmpfs': [AtMost('ingot', PLAIN, 1.3), AtMost('ingot', VERIFIED, 0.8)],
}


class AtOnce:
    """Ingot fetches them in one runtime, curl in several processes."""

    def __init__(self, bench, medium):
        self.bench = bench
        self.medium = medium
        self.place = bench.place(medium)

    def measure(self, samples):
        bench = self.bench
        images = [bench.folder.image('at-once-%d' % number, bench.sizes.at_once) for number in range(COUNT)]
        places = [self.place / image.name for image in images]
        with ExitStack() as scope:
            runtime = bench.runtime(scope, self.place)

            def ours():
                cost = runtime.fetch_all([
                    [bench.origin.fresh(image), place, '--checksum', 'sha256:' + image.sha256]
                    for image, place in zip(images, places)])
                clear()
                runtime.forget(*images)
                return cost

            def other(command):
                cost = cost_of_all([command(bench.origin.fresh(image), place) for image, place in zip(images, places)])
                clear()
                return cost

            def clear():
                for place in places:
                    remove(place)

            contestants = [Contestant(name, run, COUNT * bench.sizes.at_once) for name, run in {
                'ingot': ours,
                PLAIN: lambda: other(peers.curl),
                VERIFIED: lambda: other(peers.curl_and_openssl),
                SYNCED: lambda: other(peers.curl_synced),
            }.items()]
            return rounds.measure('at-once-' + self.medium, contestants, FIGURES[self.medium], samples, bench.rounds)
