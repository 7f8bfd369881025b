// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.fault;

import io.ingot.testing.fault.FaultPlan.Framing;
import io.ingot.testing.fault.FaultPlan.Head;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a plan's server answers when it does nothing wrong (RFC 9110). */
final class CorrectServer {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private final FaultPlan plan;

    CorrectServer(FaultPlan plan) {
        this.plan = plan;
    }

    /** The answer, as long as it has this content. */
    Response answer(Request asked, Content content) {
        Response answer = new Response(plan, asked);
        if (asked.path().startsWith("/latest?")) {
            return answer.status("302 Found").header("Location", "/image").framing(Framing.LENGTH);
        }
        if (asked.isHead() && plan.head() != Head.ANSWERED) {
            return answer.status(plan.head() == Head.FORBIDDEN ? "403 Forbidden" : "405 Method Not Allowed")
                    .header("Content-Length", "0");
        }
        answer.header("Content-Type", "application/octet-stream").header("Date", "Sat, 31 Jan 2026 12:00:00 GMT");
        Optional<String> validator = content.header(plan.validator());
        validator.ifPresent(header -> answer.header(nameOf(header), valueOf(header)));
        if (isCurrent(asked, validator)) {
            return answer.status("304 Not Modified").framing(Framing.LENGTH).header("Content-Length", "0");
        }
        Matcher range = RANGE.matcher(asked.header("range").orElse(""));
        if (plan.ranges() && range.matches() && isSameVersion(asked, validator)) {
            return part(answer, range, content.bytes());
        }
        if (asked.isHead() && plan.headHasLength()) {
            answer.header("Content-Length", String.valueOf(content.bytes().length));
        }
        return answer.body(content.bytes());
    }

    private static Response part(Response answer, Matcher range, byte[] bytes) {
        long first = Long.parseLong(range.group(1));
        if (first >= bytes.length) {
            return answer.status("416 Range Not Satisfiable").header("Content-Range", "bytes */" + bytes.length);
        }
        long last = range.group(2).isEmpty() ? bytes.length - 1 : Long.parseLong(range.group(2));
        return part(answer, (int) first, (int) Math.min(last, bytes.length - 1), bytes);
    }

    /** A part, truly labelled. */
    static Response part(Response answer, int first, int last, byte[] bytes) {
        return answer.status("206 Partial Content")
                .header("Content-Range", "bytes " + first + "-" + last + "/" + bytes.length)
                .body(Arrays.copyOfRange(bytes, first, last + 1));
    }

    private static boolean isCurrent(Request asked, Optional<String> validator) {
        Optional<String> condition = asked.header("if-none-match").or(() -> asked.header("if-modified-since"));
        return condition.isPresent() && condition.equals(validator.map(CorrectServer::valueOf));
    }

    private static boolean isSameVersion(Request asked, Optional<String> validator) {
        Optional<String> condition = asked.header("if-range");
        return condition.isEmpty() || condition.equals(validator.map(CorrectServer::valueOf));
    }

    private static String nameOf(String header) {
        return header.substring(0, header.indexOf(':'));
    }

    private static String valueOf(String header) {
        return header.substring(header.indexOf(':') + 2);
    }
}
