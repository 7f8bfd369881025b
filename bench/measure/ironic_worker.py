# SPDX-License-Identifier: Apache-2.0
"""Runs on Debian's Python with python3-ironic. Reads requests and writes answers, one JSON object per line.

usage: ironic_worker.py MASTERS ALLOWED   folders of cached images, and of permitted local files
"""
import json
import os
import sys
import time
import uuid

from ironic.common import image_service
from ironic.conf import CONF
from ironic.drivers.modules import image_cache

CACHE_BYTES = 1 << 40
CACHE_SECONDS = 7 * 24 * 3600


def main(masters, allowed):
    CONF([], project='ironic', default_config_files=[])
    CONF.set_override('file_url_allowed_paths', [allowed], group='conductor')
    cache = image_cache.ImageCache(masters, CACHE_BYTES, CACHE_SECONDS)

    def fetch(reference, destination, sha256):
        begin = time.perf_counter()
        cache.fetch_image(reference, destination, force_raw=False, expected_checksum=sha256,
                          expected_checksum_algo='sha256' if sha256 else None)
        return time.perf_counter() - begin

    def download(reference, destination):
        begin = time.perf_counter()
        with open(destination, 'wb') as image:
            image_service.get_image_service(reference).download(reference, image)
        return time.perf_counter() - begin

    def hold(reference, source):
        os.link(source, os.path.join(masters, str(uuid.uuid5(uuid.NAMESPACE_URL, reference))))
        return 0

    def forget():
        for entry in os.scandir(masters):
            os.unlink(entry.path)
        return 0

    actions = {'fetch': fetch, 'download': download, 'hold': hold, 'forget': forget}
    answer({'seconds': 0})
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer({'seconds': actions[request.pop('action')](**request)})
        except Exception as e:
            answer({'error': '%s: %s' % (type(e).__name__, e)})


def answer(message):
    print(json.dumps(message), flush=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
