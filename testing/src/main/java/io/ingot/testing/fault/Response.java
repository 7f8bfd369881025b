// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ingot.testing.fault.FaultPlan.Framing;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A response that is being built. Not safe for concurrent use. */
final class Response {
    private static final int CHUNK = 10_000;

    private final String protocol;
    private final boolean hasNoBody;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String status = "200 OK";
    private Framing framing;
    private byte[] body = new byte[0];

    /** An empty response with status 200. A response to HEAD has no body. */
    Response(FaultPlan plan, Request request) {
        protocol = plan.oldProtocol() ? "HTTP/1.0" : "HTTP/1.1";
        framing = plan.framing();
        hasNoBody = request.isHead();
    }

    Response status(String line) {
        status = line;
        return this;
    }

    /** Sets a header. */
    Response header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Response without(String name) {
        headers.remove(name);
        return this;
    }

    Response body(byte[] bytes) {
        body = bytes;
        return this;
    }

    /** Changes how the end of the body is marked. */
    Response framing(Framing value) {
        framing = value;
        return this;
    }

    byte[] body() {
        return body;
    }

    boolean isPart() {
        return status.startsWith("206");
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Whether the connection may be used again. */
    boolean isPersistent() {
        return protocol.equals("HTTP/1.1") && (framing != Framing.CLOSE || hasNoBody);
    }

    /** The bytes of the response. */
    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head().getBytes(ISO_8859_1));
        if (hasNoBody || status.startsWith("304")) {
            return out.toByteArray();
        }
        if (framing != Framing.CHUNKED) {
            out.writeBytes(body);
            return out.toByteArray();
        }
        for (int from = 0; from < body.length; from += CHUNK) {
            int to = Math.min(body.length, from + CHUNK);
            out.writeBytes((Integer.toHexString(to - from) + "\r\n").getBytes(ISO_8859_1));
            out.writeBytes(Arrays.copyOfRange(body, from, to));
            out.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        out.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
        return out.toByteArray();
    }

    /** Status line and headers. */
    String head() {
        StringBuilder head = new StringBuilder(protocol + " " + status + "\r\n");
        if (!hasNoBody && framing == Framing.LENGTH) {
            headers.putIfAbsent("Content-Length", String.valueOf(body.length));
        } else if (!hasNoBody && framing == Framing.CHUNKED) {
            headers.putIfAbsent("Transfer-Encoding", "chunked");
        }
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append(isPersistent() ? "\r\n" : "Connection: close\r\n\r\n")
                .toString();
    }
}
