// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ingot.testing.fault.FaultPlan.Fault;
import io.ingot.testing.fault.FaultPlan.Framing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Adds faults to a correct response: those of its content, not of its transmission. */
final class FaultyResponse {
    private static final byte[] PAGE = "<html>log in</html>".getBytes(ISO_8859_1);

    private final FaultPlan plan;

    FaultyResponse(FaultPlan plan) {
        this.plan = plan;
    }

    /** The response with a fault. */
    Response of(Request request, Response response, Fault fault, Content content) {
        byte[] bytes = content.bytes();
        return switch (fault.type()) {
            case IGNORES_RANGE ->
                response.isPart()
                        ? response.status("200 OK").without("Content-Range").body(bytes)
                        : response;
            case OTHER_RANGE -> response.isPart() ? otherRange(response, fault, bytes) : response;
            case SHORT_RANGE -> response.isPart() ? shortRange(response, fault, bytes) : response;
            case INVALID_RANGE -> lyingRange(response, fault);
            case WRONG_TOTAL ->
                response.isPart()
                        ? response.header(
                                "Content-Range",
                                response.header("Content-Range")
                                        .orElse("")
                                        .replaceFirst("/.*", "/" + (bytes.length + 7)))
                        : response;
            case UNREQUESTED_PART ->
                response.status("206 Partial Content")
                        .header("Content-Range", "bytes 0-0/" + Math.max(1, bytes.length));
            case MULTIPART ->
                response.status("206 Partial Content")
                        .without("Content-Range")
                        .header("Content-Type", "multipart/byteranges; boundary=x");
            case UNSATISFIABLE ->
                response.status("416 Range Not Satisfiable")
                        .header(
                                "Content-Range",
                                "bytes */"
                                        + request.header("range")
                                                .orElse("bytes=0-")
                                                .replaceAll("bytes=|-.*", ""));
            case LONG_LENGTH -> length(request, response, fault.at(1000) + 1);
            case SHORT_LENGTH ->
                length(request, response, request.isHead() && !plan.isVerified() ? 1 : -1 - fault.at(1000));
            case GARBLED_LENGTH ->
                response.framing(Framing.LENGTH)
                        .header("Content-Length", fault.choose("many", "-5", "1, 2", "99999999999999999999", "0x10"));
            case WRONG_BYTE -> response.body(corrupt(response.body(), fault));
            case SHIFTED -> response.body(shifted(response.body(), 1 + fault.at(100)));
            case OTHER_VALIDATOR ->
                response.without("Last-Modified").header("ETag", "\"other-" + Arrays.hashCode(bytes) + "\"");
            case REDIRECTS_IN_A_CIRCLE ->
                response.status("302 Found").header("Location", "/circle/0").body(new byte[0]);
            case REDIRECTS ->
                response.status(fault.choose("301", "302", "303", "307", "308") + " There")
                        .header("Location", "/other")
                        .body(new byte[0]);
            case BUSY ->
                response.status(fault.choose("503", "429", "408", "500", "502", "504") + " Busy")
                        .header("Retry-After", "0")
                        .body(new byte[0]);
            case FORBIDDEN ->
                response.status(fault.choose("401", "403") + " No").body(PAGE);
            case MISSING -> response.status(fault.choose("404", "410") + " No").body(PAGE);
            case NOT_MODIFIED -> response.status("304 Not Modified").without("Content-Length");
            case ODD_STATUS ->
                response.status(
                        fault.choose("201", "203", "204", "205", "226", "299", "300", "412", "418", "505", "599")
                                + " Odd");
            case GZIP -> coded(response, zipped(bytes));
            case FALSE_GZIP -> coded(response, bytes);
            case PAGE ->
                coded(response, PAGE).without("Content-Encoding").header("Content-Type", "text/html; charset=utf-8");
            default -> response;
        };
    }

    private static Response otherRange(Response response, Fault fault, byte[] bytes) {
        int first = fault.at(bytes.length - 1);
        return CorrectServer.part(response, first, bytes.length - 1, bytes);
    }

    private static Response shortRange(Response response, Fault fault, byte[] bytes) {
        int first = first(response);
        int length = 1 + fault.at(response.body().length - 1);
        return CorrectServer.part(response, first, first + Math.min(length, response.body().length) - 1, bytes);
    }

    private static int first(Response part) {
        return Integer.parseInt(part.header("Content-Range").orElse("").replaceAll("bytes |-.*", ""));
    }

    private static Response lyingRange(Response response, Fault fault) {
        if (!response.isPart()) {
            return response;
        }
        String label = fault.choose(
                "bytes 5-3/10",
                "bytes 0-9/5",
                "items 0-1/2",
                "bytes 0-",
                "bytes */5",
                "",
                "bytes 0-99999999999999999999/1");
        return response.header("Content-Range", label);
    }

    /** The response with a length that is too long by a number of bytes. */
    private static Response length(Request request, Response response, int excess) {
        int length = response.header("Content-Length").map(Integer::parseInt).orElse(response.body().length) + excess;
        return request.isHead() && response.header("Content-Length").isEmpty()
                ? response
                : response.framing(Framing.LENGTH).header("Content-Length", String.valueOf(Math.max(0, length)));
    }

    private static byte[] corrupt(byte[] body, Fault fault) {
        byte[] wrong = body.clone();
        if (wrong.length > 0) {
            wrong[fault.at(wrong.length - 1)] ^= 1;
        }
        return wrong;
    }

    private static byte[] shifted(byte[] body, int by) {
        byte[] shifted = new byte[body.length];
        System.arraycopy(body, Math.min(by, body.length), shifted, 0, Math.max(0, body.length - by));
        return shifted;
    }

    private static Response coded(Response response, byte[] body) {
        return response.status("200 OK")
                .without("Content-Range")
                .without("Content-Length")
                .header("Content-Encoding", "gzip")
                .body(Arrays.copyOf(body, body.length));
    }

    private static byte[] zipped(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
