# SPDX-License-Identifier: Apache-2.0
"""TCP proxy with faults: latency, a window, a rate, cut, reset, stall, refusal.

usage: toxic_proxy.py PORT TARGET_HOST:PORT CONTROL_PORT [JSON]

JSON, all keys optional; PUT / on CONTROL_PORT replaces it for connections made from then on and
sets the counters to zero, GET / shows it with the counters, DELETE / clears it:
  latency_ms   one-way delay added in each direction (the round trip grows by twice that)
  window       bytes in flight per connection and direction; with latency this caps one
               connection at window / round trip, as a TCP window does
  rate         bytes per second per connection, server to client
  cut_after    close after so many bytes of server data
  reset_after  the same with a TCP reset
  stall_after  stop forwarding after so many bytes, keep the connection open until the client leaves
  hold_after   stop forwarding after so many bytes, close once the toxics have been changed
  refuse       true: accept and close immediately
  conns        the five above apply to this many connections only, later ones have no faults
"""
import asyncio
import json
import socket
import struct
import sys

CHUNK = 256 << 10
BUFFER = 1 << 20
DEFAULT_WINDOW = 8 << 20
LIMITS = ('cut_after', 'reset_after', 'stall_after', 'hold_after')
NUMBERS = ('latency_ms', 'window', 'rate', 'conns') + LIMITS
UNLIMITED = 1 << 62


def checked(toxics):
    """The toxics, or a ValueError that names what is wrong: a misspelt fault would have no effect."""
    if not isinstance(toxics, dict):
        raise ValueError('not a JSON object')
    for key, value in toxics.items():
        if key == 'refuse':
            if not isinstance(value, bool):
                raise ValueError('refuse must be true or false, was %r' % (value,))
        elif key not in NUMBERS:
            raise ValueError('unknown key %r; known: refuse, %s' % (key, ', '.join(NUMBERS)))
        elif isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
            raise ValueError('%s must be a number from 0 on, was %r' % (key, value))
    return toxics


class Cut(Exception):
    """Ends the connection because of a fault."""


class Direction:
    """One direction: delays every chunk by the latency, with at most a window of bytes in flight."""

    def __init__(self, reader, writer, toxics, rate=0, limit=UNLIMITED, on_delivery=lambda size: None):
        self.reader, self.writer = reader, writer
        self.latency = toxics.get('latency_ms', 0) / 1000
        self.window = int(toxics.get('window', 0)) or DEFAULT_WINDOW
        self.rate, self.limit, self.on_delivery = rate, limit, on_delivery
        self.loop = asyncio.get_running_loop()
        self.queue, self.window_open, self.in_flight = asyncio.Queue(), asyncio.Event(), 0

    async def run(self):
        """Forwards until the end of the stream or the limit; returns whether it reached the limit."""
        tasks = [asyncio.ensure_future(self.receive()), asyncio.ensure_future(self.deliver())]
        try:
            limit_reached, _ = await asyncio.gather(*tasks)
            return limit_reached
        finally:
            for task in tasks:
                task.cancel()

    async def receive(self):
        total, started = 0, self.loop.time()
        while total < self.limit:
            size = int(min(CHUNK, self.window, self.limit - total))
            while self.in_flight + size > self.window:
                self.window_open.clear()
                await self.window_open.wait()
            data = await self.reader.read(size)
            if not data:
                break
            total += len(data)
            self.in_flight += len(data)
            self.send(data)
            if self.rate:
                await asyncio.sleep(max(0, total / self.rate - (self.loop.time() - started)))
        self.send(None)
        return total >= self.limit

    def send(self, data):
        self.queue.put_nowait((self.loop.time() + self.latency, data))

    async def deliver(self):
        while True:
            due, data = await self.queue.get()
            await asyncio.sleep(max(0, due - self.loop.time()))
            if data is None:
                return
            self.writer.write(data)
            await self.writer.drain()
            self.on_delivery(len(data))
            # the acknowledgement takes the latency before the window opens again
            self.loop.call_later(self.latency, self.acknowledge, len(data))

    def acknowledge(self, size):
        self.in_flight -= size
        self.window_open.set()


class Proxy:
    """Forwards connections to the target, with the toxics at the time of their start."""

    def __init__(self, host, port, toxics):
        self.host, self.port = host, port
        self.changed = asyncio.Event()
        self.change(toxics)
        self.open = 0

    def change(self, toxics):
        self.changed.set()
        self.changed = asyncio.Event()
        self.toxics = toxics
        self.connections = self.bytes_down = self.faults = 0

    def state(self):
        return {'toxics': self.toxics,
                'stats': {'connections': self.connections, 'open': self.open,
                          'bytes_down': self.bytes_down, 'faults': self.faults}}

    async def connected(self, reader, writer):
        self.connections += 1
        self.open += 1
        toxics, changed = dict(self.toxics), self.changed
        if self.connections > toxics.get('conns', UNLIMITED):
            for key in LIMITS + ('refuse',):
                toxics.pop(key, None)
        server = None
        try:
            if toxics.get('refuse'):
                self.faults += 1
                return
            await asyncio.sleep(2 * toxics.get('latency_ms', 0) / 1000)  # the handshake
            server_reader, server = await asyncio.open_connection(self.host, self.port, limit=BUFFER)
            await self.forward(toxics, changed, reader, writer, server_reader, server)
        except (OSError, Cut):
            pass
        finally:
            self.open -= 1
            for end in (server, writer):
                if end is not None:
                    end.close()

    async def forward(self, toxics, changed, reader, writer, server_reader, server):
        fault = next((key for key in LIMITS if key in toxics), None)
        client_gone = asyncio.Event()

        async def up():
            await Direction(reader, server, toxics).run()
            client_gone.set()
            server.write_eof()

        async def down():
            direction = Direction(server_reader, writer, toxics, toxics.get('rate', 0),
                      toxics.get(fault, UNLIMITED), self.delivered)
            if not await direction.run():
                writer.write_eof()
                return
            self.faults += 1
            if fault == 'stall_after':
                await client_gone.wait()
            elif fault == 'hold_after':
                await changed.wait()
            elif fault == 'reset_after':
                no_linger = struct.pack('ii', 1, 0)
                writer.get_extra_info('socket').setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, no_linger)
                writer.transport.abort()
            raise Cut

        tasks = [asyncio.ensure_future(up()), asyncio.ensure_future(down())]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()

    def delivered(self, size):
        self.bytes_down += size


class Control:
    """Shows and changes the toxics of a proxy over HTTP."""

    def __init__(self, proxy):
        self.proxy = proxy

    async def connected(self, reader, writer):
        try:
            status, answer = '200 OK', self.answer(*await self.request(reader))
        except ValueError as e:
            status, answer = '400 Bad Request', {'error': str(e)}
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
            writer.close()
            return
        body = json.dumps(answer).encode()
        writer.write(b'HTTP/1.1 %s\r\nContent-Type: application/json\r\nConnection: close\r\n'
                     b'Content-Length: %d\r\n\r\n' % (status.encode(), len(body)) + body)
        writer.close()

    async def request(self, reader):
        head = (await reader.readuntil(b'\r\n\r\n')).decode('latin-1')
        size = 0
        for line in head.splitlines():
            if line.lower().startswith('content-length:'):
                size = int(line.split(':')[1])
        return head.split(' ', 1)[0], await reader.readexactly(size)

    def answer(self, method, body):
        if method in ('PUT', 'POST'):
            self.proxy.change(checked(json.loads(body)))
        elif method == 'DELETE':
            self.proxy.change({})
        elif method != 'GET':
            raise ValueError('GET, PUT, POST or DELETE, not %s' % method)
        return self.proxy.state()


async def main(port, target, control_port, toxics='{}'):
    host, target_port = target.rsplit(':', 1)
    proxy = Proxy(host, int(target_port), checked(json.loads(toxics)))
    await asyncio.start_server(Control(proxy).connected, '127.0.0.1', int(control_port))
    server = await asyncio.start_server(proxy.connected, '127.0.0.1', int(port), limit=BUFFER, backlog=512)
    await server.serve_forever()


if __name__ == '__main__':
    asyncio.run(main(*sys.argv[1:]))
