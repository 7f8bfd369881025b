// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.audit;

import io.ingot.image.Credentials;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log: one line at INFO for each fetch that ended, with its requester, reference, destination and outcome.
 * Values with blanks are quoted. Control characters, which could forge a line, are replaced by a question mark.
 * Immutable.
 */
public final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("io.ingot.fetch.audit");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");
    private static final Pattern PLAIN = Pattern.compile("[^\\s\"=\\p{Cc}\\p{Zl}\\p{Zp}]+");
    private static final String NONE = "-";

    private final String requester;
    private final String reference;
    private final String destination;

    /** Creates the audit of one request. Keeps only texts without secrets. */
    public Audit(FetchRequest request) {
        requester = requester(request);
        reference = request.image().reference().toString();
        destination = request.destination().toString();
    }

    /** Logs that the image was placed. */
    public void done(FetchedImage image, long received, long nanos) {
        String digest = image.digests().stream()
                .filter(sum -> sum.algorithm().equals("sha256"))
                .findFirst()
                .map(Object::toString)
                .orElse(NONE);
        String source = image.stale() ? "stale" : image.source().name().toLowerCase(Locale.ROOT);
        String verified = image.verified() ? "verified" : "unverified";
        line("done", digest, source, image.size(), received, nanos, verified);
    }

    /** Logs that the fetch failed, or was cancelled. */
    public void failed(ImageException e, long received, long nanos) {
        String code = e.code().name().toLowerCase(Locale.ROOT);
        line(code, NONE, NONE, 0, received, nanos, String.valueOf(e.getMessage()));
    }

    private void line(
            String outcome, String digest, String source, long bytes, long received, long nanos, String detail) {
        LOG.info(
                "who={} reference={} destination={} outcome={} digest={} source={} bytes={} received={} seconds={} detail={}",
                value(requester),
                value(reference),
                value(destination),
                outcome,
                digest,
                source,
                bytes,
                received,
                BigDecimal.valueOf(nanos, 9).setScale(3, RoundingMode.HALF_UP),
                value(detail));
    }

    private static String requester(FetchRequest request) {
        return request.options()
                .requester()
                .or(() -> request.image()
                        .credentials()
                        .map(credentials -> credentials instanceof Credentials.Password login ? login.user() : NONE))
                .orElse(NONE);
    }

    private static String value(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        String safe = CONTROL.matcher(text).replaceAll("?");
        return PLAIN.matcher(safe).matches()
                ? safe
                : '"' + safe.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
