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

/** What becomes of an honest answer: the misdeeds that are in what is sent, not in how it is sent. */
final class FaultyResponse {
    private static final byte[] PAGE = "<html>log in</html>".getBytes(ISO_8859_1);

    private final FaultPlan plan;

    FaultyResponse(FaultPlan plan) {
        this.plan = plan;
    }

    /** The answer with this fault in it. */
    Response of(Request asked, Response answer, Fault fault, Content content) {
        byte[] bytes = content.bytes();
        return switch (fault.type()) {
            case IGNORES_RANGE ->
                answer.isPart()
                        ? answer.status("200 OK").without("Content-Range").body(bytes)
                        : answer;
            case OTHER_RANGE -> answer.isPart() ? otherRange(answer, fault, bytes) : answer;
            case SHORT_RANGE -> answer.isPart() ? shortRange(answer, fault, bytes) : answer;
            case INVALID_RANGE -> lyingRange(answer, fault);
            case WRONG_TOTAL ->
                answer.isPart()
                        ? answer.header(
                                "Content-Range",
                                answer.header("Content-Range").orElse("").replaceFirst("/.*", "/" + (bytes.length + 7)))
                        : answer;
            case UNREQUESTED_PART ->
                answer.status("206 Partial Content").header("Content-Range", "bytes 0-0/" + Math.max(1, bytes.length));
            case MULTIPART ->
                answer.status("206 Partial Content")
                        .without("Content-Range")
                        .header("Content-Type", "multipart/byteranges; boundary=x");
            case UNSATISFIABLE ->
                answer.status("416 Range Not Satisfiable")
                        .header(
                                "Content-Range",
                                "bytes */"
                                        + asked.header("range")
                                                .orElse("bytes=0-")
                                                .replaceAll("bytes=|-.*", ""));
            case LONG_LENGTH -> length(asked, answer, fault.at(1000) + 1);
            case SHORT_LENGTH -> length(asked, answer, asked.isHead() && !plan.isVerified() ? 1 : -1 - fault.at(1000));
            case GARBLED_LENGTH ->
                answer.framing(Framing.LENGTH)
                        .header("Content-Length", fault.choose("many", "-5", "1, 2", "99999999999999999999", "0x10"));
            case WRONG_BYTE -> answer.body(corrupt(answer.body(), fault));
            case SHIFTED -> answer.body(shifted(answer.body(), 1 + fault.at(100)));
            case OTHER_VALIDATOR ->
                answer.without("Last-Modified").header("ETag", "\"other-" + Arrays.hashCode(bytes) + "\"");
            case REDIRECTS_IN_A_CIRCLE ->
                answer.status("302 Found").header("Location", "/circle/0").body(new byte[0]);
            case REDIRECTS ->
                answer.status(fault.choose("301", "302", "303", "307", "308") + " There")
                        .header("Location", "/elsewhere")
                        .body(new byte[0]);
            case BUSY ->
                answer.status(fault.choose("503", "429", "408", "500", "502", "504") + " Busy")
                        .header("Retry-After", "0")
                        .body(new byte[0]);
            case FORBIDDEN -> answer.status(fault.choose("401", "403") + " No").body(PAGE);
            case MISSING -> answer.status(fault.choose("404", "410") + " No").body(PAGE);
            case NOT_MODIFIED -> answer.status("304 Not Modified").without("Content-Length");
            case ODD_STATUS ->
                answer.status(fault.choose("201", "203", "204", "205", "226", "299", "300", "412", "418", "505", "599")
                        + " Odd");
            case GZIP -> coded(answer, zipped(bytes));
            case FALSE_GZIP -> coded(answer, bytes);
            case PAGE ->
                coded(answer, PAGE).without("Content-Encoding").header("Content-Type", "text/html; charset=utf-8");
            default -> answer;
        };
    }

    private static Response otherRange(Response answer, Fault fault, byte[] bytes) {
        int first = fault.at(bytes.length - 1);
        return CorrectServer.part(answer, first, bytes.length - 1, bytes);
    }

    private static Response shortRange(Response answer, Fault fault, byte[] bytes) {
        int first = first(answer);
        int length = 1 + fault.at(answer.body().length - 1);
        return CorrectServer.part(answer, first, first + Math.min(length, answer.body().length) - 1, bytes);
    }

    private static int first(Response part) {
        return Integer.parseInt(part.header("Content-Range").orElse("").replaceAll("bytes |-.*", ""));
    }

    private static Response lyingRange(Response answer, Fault fault) {
        if (!answer.isPart()) {
            return answer;
        }
        String label = fault.choose(
                "bytes 5-3/10",
                "bytes 0-9/5",
                "items 0-1/2",
                "bytes 0-",
                "bytes */5",
                "",
                "bytes 0-99999999999999999999/1");
        return answer.header("Content-Range", label);
    }

    /** The length of HEAD and of a body, by so many bytes too long. */
    private static Response length(Request asked, Response answer, int more) {
        int length = answer.header("Content-Length").map(Integer::parseInt).orElse(answer.body().length) + more;
        return asked.isHead() && answer.header("Content-Length").isEmpty()
                ? answer
                : answer.framing(Framing.LENGTH).header("Content-Length", String.valueOf(Math.max(0, length)));
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

    private static Response coded(Response answer, byte[] body) {
        return answer.status("200 OK")
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
