# SPDX-License-Identifier: Apache-2.0
"""What every work finds ready: folders, an origin, and the contestants that run already."""
from contextlib import ExitStack

from measure.folders import Folders
from measure.ironic import Ironic
from measure.origins import Nginx
from measure.programs import run
from measure.runtimes import Runtime, WholeProcess


class Bench:
    """Used with `with`: at the end nothing runs any more, and only the results are left."""

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
            run([self.ingot, '--version'])  # builds what is missing, before anything is measured
            self.origin = Nginx(self.folder.disk / 'nginx', self.folder.www)
            self._open.callback(self.origin.stop)
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(self, *_):
        self._open.close()

    def place(self, medium):
        """A folder for one medium: `disk` or `tmpfs`."""
        return {'disk': self.folder.disk, 'tmpfs': self.folder.tmpfs}[medium]

    def settings(self, place, more=None):
        """The store is on the destinations' file system, as it should be."""
        return {'io.ingot.fetch/store': place / 'store', 'io.ingot.file/allowedPaths': self.folder.disk, **(more or {})}

    def runtime(self, scope, place, name='home', java_options='', more=None):
        """Closed with the scope, an ExitStack."""
        runtime = Runtime(self.ingot, place / name, self.settings(place, more), java_options)
        scope.callback(runtime.close)
        return runtime

    def whole_process(self, place):
        return WholeProcess(self.ingot, place / 'home', self.settings(place))

    def ironic(self, scope, place):
        ironic = Ironic(place / 'masters', self.folder.disk, self.folder.disk / 'ironic.log')
        scope.callback(ironic.close)
        return ironic
