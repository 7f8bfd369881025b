# SPDX-License-Identifier: Apache-2.0
"""Origins: the servers of the tests, nginx and a proxy that delays."""
import time
from pathlib import Path

from measure.cost import of_session
from measure.programs import run

SERVERS = Path(__file__).resolve().parents[2] / 'itest' / 'servers'
SETTLED = 0.3


class Server:
    """A server of itest/servers, with its own folder."""

    def __init__(self, script, folder, **settings):
        self.script = SERVERS / script
        self.folder = folder
        lines = run(['env'] + ['%s=%s' % pair for pair in settings.items()] + [self.script, 'start', folder, '0'])
        self.values = dict(line.split('=', 1) for line in lines.splitlines())
        self._pids = [int(file.read_text().split()[0]) for file in (self.folder / 'run').glob('*.pid')]
        self._used = 0

    def value(self, key):
        return self.values[key].strip("'")

    def cpu_seconds(self):
        """Returns the CPU time of its processes, also after they were stopped."""
        self._used = max(self._used, sum(of_session(pid) for pid in self._pids))
        return self._used

    def stop(self):
        self.cpu_seconds()
        run([self.script, 'stop', self.folder])


class Nginx(Server):
    """Serves the images of a run."""

    def __init__(self, folder, www):
        super().__init__('nginx.sh', folder, WWW_ROOT=www)
        self.url = self.value('NGINX_URL')
        self.tls_url = self.value('NGINX_TLS_URL')
        self.ca = self.value('NGINX_CA')
        self.log = Path(self.value('NGINX_ACCESS_LOG'))
        self._fetches = 0

    def address(self):
        return self.url.split('//')[1]

    def fresh(self, image, base=None):
        """Returns a new URL of an image, so that no cache contains it."""
        self._fetches += 1
        return '%s/%s?fetch=%d' % (base or self.url, image.name, self._fetches)

    def fresh_limited(self, image, rate):
        self._fetches += 1
        return '%s/rate/%s?rate=%d&fetch=%d' % (self.url, image.name, rate, self._fetches)

    def mark(self):
        return self.log.stat().st_size

    def bytes_sent(self, mark):
        """Returns the bytes of bodies sent since a mark, after the log has stopped growing."""
        size = -1
        while size != self.log.stat().st_size:
            size = self.log.stat().st_size
            time.sleep(SETTLED)
        with open(self.log) as log:
            log.seek(mark)
            return sum(int(line.split()[3]) for line in log)


class Distance(Server):
    """A proxy in front of an origin, with a round trip and a window, which together limit each connection."""

    def __init__(self, folder, target, round_trip_millis, bytes_per_second):
        window = int(bytes_per_second * round_trip_millis / 1000)
        super().__init__('toxic.sh', folder, TOXIC_TARGET=target,
                         TOXIC='{"latency_ms":%g,"window":%d}' % (round_trip_millis / 2, window))
        self.url = self.value('TOXIC_URL')
