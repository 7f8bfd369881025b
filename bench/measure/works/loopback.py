# SPDX-License-Identifier: Apache-2.0
"""A large image over the loopback interface, to a disk or a tmpfs."""
from contextlib import ExitStack

from measure import peers, rounds
from measure.cost import CPU
from measure.figures import AtMost, MoreBy
from measure.programs import cost
from measure.rounds import Contestant
from measure.runtimes import remove

SYNCED = 'curl and sync'
VERIFIED = 'curl and openssl'


class Loopback:
    """Ingot verifies in one pass; `curl` does not verify, `openssl` and Ironic read the file again."""

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
                cost_of_fetch = form.fetch([self.fresh(image), self.destination] + wanted)
                remove(self.destination)
                runtime.forget(image)
                return cost_of_fetch

            def other(command):
                cost_of_command = cost(command(self.fresh(image), self.destination))
                remove(self.destination)
                return cost_of_command

            def python(checksum):
                cost_of_fetch = ironic.fetch(self.fresh(image), self.destination, checksum)
                remove(self.destination)
                ironic.forget()
                return cost_of_fetch

            def service():
                cost_of_fetch = ironic.fetch_without_cache(self.fresh(image), self.destination)
                remove(self.destination)
                return cost_of_fetch

            contestants = [Contestant(name, run, image.size) for name, run in {
                'ingot': lambda: ours(runtime),
                'curl': lambda: other(peers.curl),
                VERIFIED: lambda: other(peers.curl_and_openssl),
                'ingot process': lambda: ours(process),
                SYNCED: lambda: other(peers.curl_synced),
                'ironic verified': lambda: python(image.sha256),
                'ironic': lambda: python(None),
                'ironic service': service,
                'wget': lambda: other(peers.wget),
                'aria2c': lambda: other(peers.aria2c),
            }.items()]
            return rounds.measure(self.work, contestants, self.figures(), samples, bench.rounds)

    def figures(self):
        return [AtMost('ingot', 'ironic verified', 1)]

    def fresh(self, image):
        return self.bench.origin.fresh(image)


class LoopbackDisk(Loopback):
    def __init__(self, bench):
        super().__init__(bench, 'disk')

    def figures(self):
        return [AtMost('ingot', SYNCED, 1), MoreBy('ingot process', SYNCED, 1.15, 0.8)] + super().figures()


class LoopbackTmpfs(Loopback):
    def __init__(self, bench):
        super().__init__(bench, 'tmpfs')

    def figures(self):
        return [AtMost('ingot', 'curl', 1), AtMost('ingot', VERIFIED, 0.85, of=CPU),
                MoreBy('ingot process', 'curl', 1.15, 0.8)] + super().figures()
