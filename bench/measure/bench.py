# SPDX-License-Identifier: Apache-2.0
"""The environment of all measurements: folders, an origin, and the contestants."""
from contextlib import ExitStack
from pathlib import Path

from measure import cost
from measure.folders import Folders
from measure.ironic import Ironic
from measure.origins import Nginx
from measure.programs import run
from measure.runtimes import Runtime, WholeProcess

WORKING_COPY = Path(__file__).resolve().parents[2]


class Bench:
    """A context manager, which stops everything at the end and leaves only the results."""

    def __init__(self, chosen):
        self.sizes = chosen.sizes
        self.rounds = chosen.rounds
        self.ingot = chosen.ingot
        self.folder = Folders(chosen.folder.resolve(), chosen.tmpfs.resolve())
        self._open = ExitStack()
        self._servers = []

    def __enter__(self):
        self.folder.make()
        self._open.callback(self.folder.remove)
        try:
            if not self.ingot:
                run([WORKING_COPY / 'ingot', '--version'])  # builds the distribution if necessary
                self.ingot = WORKING_COPY / 'runtime' / 'target' / 'ingot' / 'bin' / 'ingot'
            self.origin = self.serve(self._open, Nginx(self.folder.disk / 'nginx', self.folder.www))
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(self, *_):
        self._open.close()

    def serve(self, scope, server):
        """Stops a server at the end of the scope, an ExitStack, and counts its CPU time as ours."""
        scope.callback(server.stop)
        self._servers.append(server)
        return server

    def cpu_seconds(self):
        """Returns the CPU time of this run so far, but for children that have not ended."""
        return cost.of_self() + cost.of_children() + sum(server.cpu_seconds() for server in self._servers)

    def place(self, medium):
        """Returns the folder of a medium: `disk` or `tmpfs`."""
        return {'disk': self.folder.disk, 'tmpfs': self.folder.tmpfs}[medium]

    def settings(self, place, more=None):
        """Returns settings with the store on the file system of the destinations, as recommended."""
        return {'io.ingot.fetch/store': place / 'store', 'io.ingot.file/allowedPaths': self.folder.disk, **(more or {})}

    def runtime(self, scope, place, name='home', java_options='', more=None):
        """Starts a runtime that is closed with the scope, an ExitStack."""
        runtime = Runtime(self.ingot, place / name, self.settings(place, more), java_options)
        scope.callback(runtime.close)
        return runtime

    def whole_process(self, place):
        return WholeProcess(self.ingot, place / 'home', self.settings(place))

    def ironic(self, scope, place):
        ironic = Ironic(place / 'masters', self.folder.disk, self.folder.disk / 'ironic.log')
        scope.callback(ironic.close)
        return ironic
