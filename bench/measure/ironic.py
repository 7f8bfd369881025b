# SPDX-License-Identifier: Apache-2.0
"""The image services and cache of Python Ironic, in a running process like its conductor."""
import json
import subprocess
from pathlib import Path

from measure import cost
from measure.cost import Cost
from measure.programs import ProgramFailed, environment

DEBIAN_PYTHON = '/usr/bin/python3'
WORKER = Path(__file__).with_name('ironic_worker.py')


class Ironic:
    """A worker with a folder of master images."""

    def __init__(self, masters, allowed, log):
        masters.mkdir(parents=True, exist_ok=True)
        self._log = open(log, 'w')
        self._process = subprocess.Popen(
            [DEBIAN_PYTHON, '-I', str(WORKER), str(masters), str(allowed)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=self._log, text=True, bufsize=1, env=environment())
        self._answer()

    def fetch(self, reference, destination, sha256=None):
        """Fetches an image through the cache; compares its digest afterwards, like Ironic, if one is given."""
        return self._measure('fetch', reference=reference, destination=str(destination), sha256=sha256)

    def fetch_without_cache(self, reference, destination):
        """Fetches an image with the image service alone, without cache and checks."""
        return self._measure('download', reference=reference, destination=str(destination))

    def hold(self, reference, source):
        """Adds a file to the cache, as if it had been fetched."""
        self._ask('hold', reference=reference, source=str(source))

    def forget(self):
        self._ask('forget')

    def close(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._log.close()

    def _measure(self, action, **arguments):
        cpu = cost.of_process(self._process.pid)
        seconds = self._ask(action, **arguments)
        return Cost(seconds, cost.of_process(self._process.pid) - cpu)

    def _ask(self, action, **arguments):
        self._process.stdin.write(json.dumps(dict(arguments, action=action)) + '\n')
        return self._answer()

    def _answer(self):
        line = self._process.stdout.readline()
        if not line:
            raise ProgramFailed('the Ironic worker ended; see %s' % self._log.name)
        answer = json.loads(line)
        if 'error' in answer:
            raise ProgramFailed('Ironic: ' + answer['error'])
        return answer['seconds']
