# SPDX-License-Identifier: Apache-2.0
"""Facts of the machine, how busy it is, and the programs that it must have."""
import datetime
import os
import platform
import shutil

from measure.cost import TICKS_PER_SECOND

PROGRAMS = ('curl', 'wget', 'aria2c', 'nginx', 'openssl', 'cp', 'sync')


def missing_programs():
    path = os.environ.get('PATH', '') + ':/usr/sbin:/sbin'
    return [program for program in PROGRAMS if shutil.which(program, path=path) is None]


def load():
    return round(os.getloadavg()[0], 2)


def facts():
    return {
        'date': datetime.datetime.now().astimezone().isoformat(timespec='seconds'),
        'processor': _first('/proc/cpuinfo', 'model name'),
        'cores': os.cpu_count(),
        'memoryKiB': int(_first('/proc/meminfo', 'MemTotal').split()[0]),
        'kernel': platform.release(),
        'loadAverage': load(),
    }


class OtherUse:
    """The share of the CPU time of all cores that others use: neither this run nor idle.

    It includes what a host takes away, and the kernel's threads, which write the pages of this run, too.
    """

    def __init__(self, ours):
        self._ours = ours  # returns the CPU time so far of this run
        self._begin = self._now()

    def share(self):
        """Returns the share since the creation of this object, from 0 to 1."""
        total, busy, ours = (now - begin for now, begin in zip(self._now(), self._begin))
        return min(1, max(0, busy - ours) / total) if total > 0 else 0

    def _now(self):
        with open('/proc/stat') as stat:
            # user nice system idle iowait irq softirq steal; the guests after them are in user and nice
            ticks = [int(ticks) / TICKS_PER_SECOND for ticks in stat.readline().split()[1:9]]
        return sum(ticks), sum(ticks) - ticks[3] - ticks[4], self._ours()


def _first(path, key):
    with open(path) as lines:
        for line in lines:
            name, _, value = line.partition(':')
            if name.strip() == key:
                return value.strip()
    return 'unknown'
