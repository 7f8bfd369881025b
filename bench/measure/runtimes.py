# SPDX-License-Identifier: Apache-2.0
"""Ingot in both forms: a running runtime, and a process for each fetch."""
import json
import os
import queue
import subprocess
import threading

from measure import cost, programs
from measure.cost import Cost, measured
from measure.programs import ProgramFailed, environment

READY = 'bench-ready'
LONGEST_ANSWER_SECONDS = 600


def settings_as_options(settings):
    return [part for pair in settings.items() for part in ('--config', '%s=%s' % pair)]


class Runtime:
    """A process `ingot run --shell` that reads commands from a pipe. Its answers are JSON lines, in any order."""

    def __init__(self, ingot, home, settings, java_options=''):
        home.mkdir(parents=True, exist_ok=True)
        self._log = open(home / 'stderr.log', 'w')
        self._process = subprocess.Popen(
            [str(ingot), 'run', '--shell', '--home', str(home)] + settings_as_options(settings),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True, bufsize=1,
            env=dict(environment(), INGOT_JAVA_OPTS=java_options))
        self._lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self._send('echo ' + READY)
        while READY not in self._line():
            pass

    def fetch(self, arguments, source=None):
        """Returns the cost of a fetch; its wall time is the one that it reports. Fails if it had another source."""
        cpu = self.cpu_seconds()
        answer = self.answer(arguments)
        if source and answer['source'] != source:
            raise ProgramFailed('the source is %s, not %s' % (answer['source'], source))
        return Cost(answer['seconds'], self.cpu_seconds() - cpu)

    def cpu_seconds(self):
        return cost.of_process(self._process.pid)

    def answer(self, arguments):
        self._send(self._command(arguments))
        return self._answer()

    def round_trip(self, arguments):
        """Returns the cost from a command to its answer."""
        return measured(lambda: self.answer(arguments), self.cpu_seconds)

    def begin_all(self, fetches):
        for arguments in fetches:
            self._send(self._command(arguments) + ' &')

    def end_all(self, count):
        return [self._answer() for _ in range(count)]

    def fetch_all(self, fetches):
        """Returns the cost of parallel fetches, from the first command to the last answer."""
        def all_of_them():
            self.begin_all(fetches)
            self.end_all(len(fetches))
        return measured(all_of_them, self.cpu_seconds)

    def forget(self, *images):
        """Removes images from the store, so that the next fetch transfers them again."""
        for image in images:
            self._send("store remove %s --json" % image.sha256)
            self._answer()

    def close(self):
        self._process.stdin.close()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def _read(self):
        with self._process.stdout as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put('')

    def _send(self, command):
        self._process.stdin.write(command + '\n')

    @staticmethod
    def _command(arguments):
        return ' '.join(['fetch'] + ["'%s'" % argument for argument in arguments] + ['--json', '-q'])

    def _answer(self):
        while True:
            line = self._line()
            begin = line.find('{')
            if begin >= 0:
                answer = json.loads(line[begin:])
                if 'error' in answer:
                    raise ProgramFailed('ingot: %s' % answer['error'])
                return answer

    def _line(self):
        try:
            line = self._lines.get(timeout=LONGEST_ANSWER_SECONDS)
        except queue.Empty:
            raise ProgramFailed('the runtime did not answer within %d s' % LONGEST_ANSWER_SECONDS) from None
        if not line:
            raise ProgramFailed('the runtime ended; see %s' % self._log.name)
        return line


class WholeProcess:
    """A process `ingot fetch`, including the start of its JVM."""

    def __init__(self, ingot, home, settings):
        self._ingot = ingot
        self._options = ['--home', home, '--json', '-q'] + settings_as_options(settings)

    def fetch(self, arguments):
        return programs.cost([self._ingot, 'fetch'] + arguments + self._options)


def start_all(count, start):
    """Starts several runtimes in parallel."""
    made = [None] * count

    def make(index):
        made[index] = start(index)
    threads = [threading.Thread(target=make, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if None in made:
        raise ProgramFailed('not all %d runtimes started' % count)
    return made


def remove(path):
    if os.path.lexists(path):
        os.unlink(path)
