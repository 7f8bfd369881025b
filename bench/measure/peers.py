# SPDX-License-Identifier: Apache-2.0
"""Command lines of the peers: other programs that fetch files."""

CURL = 'curl -s -S -f -o "$1" "$2"'


def curl(url, destination, *more):
    return ['curl', '-s', '-S', '-f', '-o', destination, *more, url]


def curl_synced(url, destination):
    """Writes to the disk, like a fetch that survives a crash."""
    return ['sh', '-c', CURL + ' && sync "$1"', 'sh', destination, url]


def curl_and_openssl(url, destination):
    """Verifies, like Ingot: computes the digest of the file after it arrived."""
    return ['sh', '-c', CURL + ' && openssl dgst -sha256 "$1"', 'sh', destination, url]


def curl_parallel(urls, folder):
    """Fetches all in one process. The default of --parallel-max is 50."""
    arguments = ['curl', '-s', '-S', '-f', '--parallel', '--parallel-immediate', '--parallel-max', str(len(urls))]
    for number, url in enumerate(urls):
        arguments += ['-o', folder / str(number), url]
    return arguments


def wget(url, destination):
    return ['wget', '-q', '-O', destination, url]


def aria2c(url, destination, connections=1):
    return ['aria2c', '-q', '--no-conf', '--file-allocation=none', '-x%d' % connections, '-s%d' % connections,
            '--min-split-size=1M', '--allow-overwrite=true', '-d', destination.parent, '-o', destination.name, url]


def copy(source, destination):
    return ['cp', source, destination]


def digest(*sources):
    """Uses openssl, which has the SHA instructions of the processor, unlike Debian's sha256sum."""
    return ['openssl', 'dgst', '-sha256', *sources]
