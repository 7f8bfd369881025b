# SPDX-License-Identifier: Apache-2.0
"""An origin whose connections are slow: several of them are faster than one."""
from contextlib import ExitStack

from measure import peers, rounds
from measure.figures import AtMost, FasterBy
from measure.origins import Distance
from measure.programs import cost
from measure.rounds import Contestant
from measure.runtimes import remove

CONNECTIONS = 8
ROUND_TRIP_MILLIS = 50
BASE = 'aria2c -x%d' % CONNECTIONS


class Slow:
    """The common part of both slow origins."""

    def __init__(self, bench):
        self.bench = bench
        self.place = bench.place('disk')
        self.destination = self.place / 'image'

    def contend(self, work, image, fresh, samples, scope):
        bench = self.bench
        runtime = bench.runtime(scope, self.place)
        process = bench.whole_process(self.place)

        def ours(form):
            cost_of_fetch = form.fetch([fresh(), self.destination, '--checksum', 'sha256:' + image.sha256,
                                        '--segments', CONNECTIONS])
            remove(self.destination)
            runtime.forget(image)
            return cost_of_fetch

        def other(command, *more):
            cost_of_command = cost(command(fresh(), self.destination, *more))
            remove(self.destination)
            return cost_of_command

        contestants = [Contestant(name, run, image.size) for name, run in {
            'ingot': lambda: ours(runtime),
            BASE: lambda: other(peers.aria2c, CONNECTIONS),
            'curl': lambda: other(peers.curl),
            'ingot process': lambda: ours(process),
        }.items()]
        figures = [AtMost('ingot', BASE, 1.1), FasterBy('ingot', 'curl', 6)]
        return rounds.measure(work, contestants, figures, samples, bench.rounds)


class LimitedRate(Slow):
    """A limit for each connection: nginx's limit_rate."""

    def measure(self, samples):
        sizes, origin = self.bench.sizes, self.bench.origin
        image = self.bench.folder.image('slow', sizes.slow)
        with ExitStack() as scope:
            return self.contend('limited-rate', image, lambda: origin.fresh_limited(image, sizes.slow_rate), samples,
                                scope)


class RoundTrip(Slow):
    """A long round trip with a window, which limits the bytes in flight on a connection."""

    def measure(self, samples):
        sizes, origin = self.bench.sizes, self.bench.origin
        image = self.bench.folder.image('slow', sizes.slow)
        with ExitStack() as scope:
            distance = self.bench.serve(scope, Distance(self.bench.folder.disk / 'distance', origin.address(),
                                                        ROUND_TRIP_MILLIS, sizes.slow_rate))
            return self.contend('round-trip', image, lambda: origin.fresh(image, distance.url), samples, scope)
