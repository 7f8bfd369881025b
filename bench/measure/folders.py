# SPDX-License-Identifier: Apache-2.0
"""The folders of a run: one on a disk, one on a tmpfs, and the images that an origin serves."""
import hashlib
import random
import shutil
from dataclasses import dataclass

from measure.sizes import MIB


@dataclass(frozen=True)
class Image:
    """A file of an origin."""
    path: object
    size: int
    sha256: str

    @property
    def name(self):
        return self.path.name


class Folders:
    """Folders that are created for each run; everything but the results is removed at the end."""

    def __init__(self, disk, tmpfs):
        self.disk = disk
        self.tmpfs = tmpfs
        self.results = disk / 'results'
        self.www = disk / 'www'
        self._images = {}

    def make(self):
        self.remove()
        for folder in (self.disk, self.tmpfs, self.results, self.www):
            folder.mkdir(parents=True, exist_ok=True)
        for old in self.results.iterdir():
            old.unlink()

    def remove(self):
        shutil.rmtree(self.tmpfs, ignore_errors=True)
        if self.disk.exists():
            for entry in self.disk.iterdir():
                if entry != self.results:
                    shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink()

    def image(self, name, size):
        """Returns an image of incompressible bytes, the same in every run; once written, it is in the page cache."""
        if name not in self._images:
            self._images[name] = _random_file(self.www / name, size)
        return self._images[name]

    def drop(self, image):
        image.path.unlink()
        del self._images[image.name]

    def sparse(self, name, size):
        path = self.www / name
        with open(path, 'wb') as file:
            file.write(b'an image that is all holes but for its first bytes')
            file.truncate(size)
        return Image(path, size, '')


def _random_file(path, size):
    source = random.Random(path.name)
    digest = hashlib.sha256()
    with open(path, 'wb') as file:
        for start in range(0, size, 4 * MIB):
            block = source.randbytes(min(4 * MIB, size - start))
            digest.update(block)
            file.write(block)
    return Image(path, size, digest.hexdigest())
