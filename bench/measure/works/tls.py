# SPDX-License-Identifier: Apache-2.0
"""A large image over https on the loopback interface, to a tmpfs."""
from contextlib import ExitStack

from measure import peers, rounds
from measure.figures import AtMost
from measure.programs import cost
from measure.rounds import Contestant
from measure.runtimes import remove


class Tls:
    """Both decrypt, and trust the authority of the server; only Ingot verifies the bytes."""

    def __init__(self, bench):
        self.bench = bench
        self.place = bench.place('tmpfs')
        self.destination = self.place / 'image'

    def measure(self, samples):
        bench, origin = self.bench, self.bench.origin
        image = bench.folder.image('image', bench.sizes.image)
        with ExitStack() as scope:
            runtime = bench.runtime(scope, self.place, more={'io.ingot.httpclient/caFile': origin.ca})

            def fresh():
                return origin.fresh(image, origin.tls_url)

            def ours():
                cost_of_fetch = runtime.fetch([fresh(), self.destination, '--checksum', 'sha256:' + image.sha256])
                remove(self.destination)
                runtime.forget(image)
                return cost_of_fetch

            def other():
                cost_of_command = cost(peers.curl(fresh(), self.destination, '--cacert', origin.ca))
                remove(self.destination)
                return cost_of_command

            contestants = [Contestant('ingot', ours, image.size), Contestant('curl', other, image.size)]
            return rounds.measure('tls-tmpfs', contestants, [AtMost('ingot', 'curl', 1.3)], samples, bench.rounds)
