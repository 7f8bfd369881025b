# SPDX-License-Identifier: Apache-2.0
"""Runs and measures other programs, and reports their errors."""
import os
import subprocess

from measure.cost import measured


class ProgramFailed(Exception):
    """A program failed, so that its time is meaningless."""


def cost(*commands, status=0):
    """Returns the cost of commands that run one after the other, and end with a status."""
    return measured(lambda: [run(command, status) for command in commands])


def run(arguments, status=0):
    done = subprocess.run([str(argument) for argument in arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env=environment())
    if done.returncode != status:
        raise ProgramFailed('%s ended with %d: %s' % (
            arguments[0], done.returncode, (done.stderr or done.stdout)[-300:].decode(errors='replace')))
    return done.stdout.decode()


def cost_of_all(commands):
    """Returns the cost of several parallel processes, to the end of the last."""
    def start_and_wait():
        running = [subprocess.Popen([str(argument) for argument in command], stdin=subprocess.DEVNULL,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
                   for command in commands]
        statuses = [process.wait() for process in running]
        if any(statuses):
            raise ProgramFailed('parallel %s ended with %s' % (commands[0][0], statuses))
    return measured(start_and_wait)


def environment():
    """Returns the environment without proxies, since all servers are on the loopback interface."""
    return {key: value for key, value in os.environ.items() if not key.lower().endswith('_proxy')}
