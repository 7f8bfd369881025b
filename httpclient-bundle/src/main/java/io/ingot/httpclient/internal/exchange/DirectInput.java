// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes that arrive on a connection after what its stream has buffered: those of the socket, or under TLS the
 * payload. Used by one thread at a time, and by no other while the stream of the connection is read.
 */
interface DirectInput {
    /**
     * Reads what is available into a buffer, and waits for the first byte for as long as the timeout of the socket
     * allows.
     *
     * @param buffer has space, and is best a direct buffer
     * @return the number of bytes, at least 1; -1 at the end of the input
     * @throws java.net.SocketTimeoutException if no byte came within the timeout
     */
    int read(ByteBuffer buffer) throws IOException;
}
