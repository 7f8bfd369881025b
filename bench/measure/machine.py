# SPDX-License-Identifier: Apache-2.0
"""Facts of the machine, and the programs that it must have."""
import datetime
import os
import platform
import shutil

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


def _first(path, key):
    with open(path) as lines:
        for line in lines:
            name, _, value = line.partition(':')
            if name.strip() == key:
                return value.strip()
    return 'unknown'
