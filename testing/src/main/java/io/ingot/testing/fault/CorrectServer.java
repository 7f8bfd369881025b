// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.fault;

import io.ingot.testing.fault.FaultPlan.Framing;
import io.ingot.testing.fault.FaultPlan.Head;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The responses of a plan's server without a fault (RFC 9110). */
final class CorrectServer {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private final FaultPlan plan;

    CorrectServer(FaultPlan plan) {
        this.plan = plan;
    }

    /** Responds to a request for this content. */
    Response respond(Request request, Content content) {
        Response response = new Response(plan, request);
        if (request.path().startsWith("/latest?")) {
            return response.status("302 Found").header("Location", "/image").framing(Framing.LENGTH);
        }
        if (request.isHead() && plan.head() != Head.ANSWERED) {
            return response.status(plan.head() == Head.FORBIDDEN ? "403 Forbidden" : "405 Method Not Allowed")
                    .header("Content-Length", "0");
        }
        response.header("Content-Type", "application/octet-stream").header("Date", "Sat, 31 Jan 2026 12:00:00 GMT");
        Optional<String> validator = content.header(plan.validator());
        validator.ifPresent(header -> response.header(nameOf(header), valueOf(header)));
        if (isCurrent(request, validator)) {
            return response.status("304 Not Modified").framing(Framing.LENGTH).header("Content-Length", "0");
        }
        Matcher range = RANGE.matcher(request.header("range").orElse(""));
        if (plan.ranges() && range.matches() && isSameVersion(request, validator)) {
            return part(response, range, content.bytes());
        }
        if (request.isHead() && plan.headHasLength()) {
            response.header("Content-Length", String.valueOf(content.bytes().length));
        }
        return response.body(content.bytes());
    }

    private static Response part(Response response, Matcher range, byte[] bytes) {
        long first = Long.parseLong(range.group(1));
        if (first >= bytes.length) {
            return response.status("416 Range Not Satisfiable").header("Content-Range", "bytes */" + bytes.length);
        }
        long last = range.group(2).isEmpty() ? bytes.length - 1 : Long.parseLong(range.group(2));
        return part(response, (int) first, (int) Math.min(last, bytes.length - 1), bytes);
    }

    /** A partial response, correctly labelled. */
    static Response part(Response response, int first, int last, byte[] bytes) {
        return response.status("206 Partial Content")
                .header("Content-Range", "bytes " + first + "-" + last + "/" + bytes.length)
                .body(Arrays.copyOfRange(bytes, first, last + 1));
    }

    private static boolean isCurrent(Request request, Optional<String> validator) {
        Optional<String> condition = request.header("if-none-match").or(() -> request.header("if-modified-since"));
        return condition.isPresent() && condition.equals(validator.map(CorrectServer::valueOf));
    }

    private static boolean isSameVersion(Request request, Optional<String> validator) {
        Optional<String> condition = request.header("if-range");
        return condition.isEmpty() || condition.equals(validator.map(CorrectServer::valueOf));
    }

    private static String nameOf(String header) {
        return header.substring(0, header.indexOf(':'));
    }

    private static String valueOf(String header) {
        return header.substring(header.indexOf(':') + 2);
    }
}
