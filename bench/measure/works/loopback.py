# SPDX-License-Identifier: Apache-2.0
"""A large image over the loopback interface, to a disk or a tmpfs."""
from contextlib import ExitStack

from measure import peers, rounds
from measure.figures import AtMost, MoreBy
from measure.programs import seconds
from measure.rounds import Contestant
from measure.runtimes import remove

BASE = 'curl and sync'


class Loopback:
    """Ingot verifies in one pass; `curl` does not verify, Ironic reads the file again."""

    def __init__(self, bench, medium):
        self.bench = bench
        self.work = 'loopback-' + medium
        self.place = bench.place(medium)
        self.destination = self.place / 'image'

    def measure(self, samples):
        bench = self.bench
        image = bench.folder.image('image', bench.sizes.image)
        wanted = ['--checksum', 'sha256:' + image.sha256]
        with ExitStack() as scope:
            runtime = bench.runtime(scope, self.place)
            process = bench.whole_process(self.place)
            ironic = bench.ironic(scope, self.place)

            def ours(form):
                time = form.seconds([self.fresh(image), self.destination] + wanted)
                remove(self.destination)
                runtime.forget(image)
                return time

            def other(command):
                time = seconds(command(self.fresh(image), self.destination))
                remove(self.destination)
                return time

            def python(checksum):
                time = ironic.seconds(self.fresh(image), self.destination, checksum)
                remove(self.destination)
                ironic.forget()
                return time

            def service():
                time = ironic.seconds_of_service(self.fresh(image), self.destination)
                remove(self.destination)
                return time

            contestants = [
                Contestant('ingot', lambda: ours(runtime)),
                Contestant(BASE, lambda: other(peers.curl_synced)),
                Contestant('ingot process', lambda: ours(process)),
                Contestant('curl', lambda: other(peers.curl)),
                Contestant('ironic verified', lambda: python(image.sha256)),
                Contestant('ironic', lambda: python(None)),
                Contestant('ironic service', service),
                Contestant('wget', lambda: other(peers.wget)),
                Contestant('aria2c', lambda: other(peers.aria2c)),
            ]
            figures = [AtMost('ingot', BASE, 1.15), AtMost('ingot', 'ironic verified', 1),
                       MoreBy('ingot process', BASE, 1.15, 1.5)]
            return rounds.measure(self.work, contestants, figures, samples, bench.rounds)

    def fresh(self, image):
        return self.bench.origin.fresh(image)
