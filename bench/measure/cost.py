# SPDX-License-Identifier: Apache-2.0
"""What an action costs: its wall time, and the CPU time of the processes that did it."""
import os
import resource
import statistics
import time
from dataclasses import dataclass

WALL = 'wall'
CPU = 'cpu'
COUNT = 'count'

TICKS_PER_SECOND = os.sysconf('SC_CLK_TCK')
CPUCLOCK_SCHED = 2  # of clock_getcpuclockid(3)


@dataclass(frozen=True)
class Cost:
    """Seconds of wall time, and seconds of CPU time, user and system."""
    wall: float
    cpu: float

    def values(self):
        return {WALL: self.wall, CPU: self.cpu}

    def __str__(self):
        return '%10.4f s  %10.4f s of CPU' % (self.wall, self.cpu)


@dataclass(frozen=True)
class Count:
    """How often something happened, in place of its cost."""
    times: float

    def values(self):
        return {COUNT: self.times}

    def __str__(self):
        return '%10.4f x' % self.times


def of_children():
    """Returns the CPU time of the processes that this one started and that have ended."""
    return _sum(resource.getrusage(resource.RUSAGE_CHILDREN))


def of_self():
    return _sum(resource.getrusage(resource.RUSAGE_SELF))


def of_process(pid):
    """Returns the CPU time of a running process, and of those of its children that have ended.

    The clock of the process counts nanoseconds: /proc/PID/stat counts ticks of 10 ms, too few for a hit.
    """
    ended = sum(int(ticks) for ticks in _stat(pid)[13:15]) / TICKS_PER_SECOND
    return time.clock_gettime(~pid << 3 | CPUCLOCK_SCHED) + ended


def of_session(leader):
    """Returns the CPU time of the running processes of a session."""
    total = 0
    for pid in map(int, filter(str.isdigit, os.listdir('/proc'))):
        try:
            if int(_stat(pid)[3]) == leader:
                total += of_process(pid)
        except OSError:
            continue  # it ended
    return total


def measured(action, cpu_seconds=of_children):
    """Runs an action, and returns its cost; cpu_seconds returns the CPU time so far of what does it."""
    cpu, begin = cpu_seconds(), time.perf_counter()
    action()
    return Cost(time.perf_counter() - begin, cpu_seconds() - cpu)


def median(costs):
    """Returns the median of each component."""
    return Cost(statistics.median(cost.wall for cost in costs), statistics.median(cost.cpu for cost in costs))


def _sum(usage):
    return usage.ru_utime + usage.ru_stime


def _stat(pid):
    """Returns the fields of /proc/PID/stat after the name, which may contain spaces."""
    with open('/proc/%s/stat' % pid) as stat:
        return stat.read().rpartition(')')[2].split()
