# SPDX-License-Identifier: Apache-2.0
"""Runs and times other programs, and reports their errors."""
import os
import subprocess
import time


class ProgramFailed(Exception):
    """A program failed, so that its time is meaningless."""


def seconds(arguments, **more):
    """Returns the time of one process, from start to end."""
    return timed(lambda: run(arguments, **more))


def timed(action):
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def run(arguments, **more):
    done = subprocess.run([str(argument) for argument in arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env=environment(), **more)
    if done.returncode != 0:
        raise ProgramFailed('%s ended with %d: %s' % (
            arguments[0], done.returncode, (done.stderr or done.stdout)[-300:].decode(errors='replace')))
    return done.stdout.decode()


def seconds_of_all(commands):
    """Returns the time of several parallel processes, to the end of the last."""
    def start_and_wait():
        running = [subprocess.Popen([str(argument) for argument in command], stdin=subprocess.DEVNULL,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
                   for command in commands]
        statuses = [process.wait() for process in running]
        if any(statuses):
            raise ProgramFailed('parallel %s ended with %s' % (commands[0][0], statuses))
    return timed(start_and_wait)


def environment():
    """Returns the environment without proxies, since all servers are on the loopback interface."""
    return {key: value for key, value in os.environ.items() if not key.lower().endswith('_proxy')}
