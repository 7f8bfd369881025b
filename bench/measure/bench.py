# SPDX-License-Identifier: Apache-2.0
"""The environment of all measurements: folders, an origin, and the contestants."""
from contextlib import ExitStack

from measure.folders import Folders
from measure.ironic import Ironic
from measure.origins import Nginx
from measure.programs import run
from measure.runtimes import Runtime, WholeProcess


class Bench:
    """A context manager, which stops everything at the end and leaves only the results."""

    def __init__(self, chosen):
        self.sizes = chosen.sizes
        self.rounds = chosen.rounds
        self.ingot = chosen.ingot
        self.folder = Folders(chosen.folder.resolve(), chosen.tmpfs.resolve())
        self._open = ExitStack()

    def __enter__(self):
        self.folder.make()
        self._open.callback(self.folder.remove)
        try:
            run([self.ingot, '--version'])  # builds the distribution if necessary, before anything is measured
            self.origin = Nginx(self.folder.disk / 'nginx', self.folder.www)
            self._open.callback(self.origin.stop)
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(self, *_):
        self._open.close()

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
