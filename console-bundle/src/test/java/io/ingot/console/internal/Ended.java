// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The exit status and output of a command. */
record Ended(int status, String out, String err) {
    /** Returns standard output, which must be one JSON object on one line. */
    Map<String, Object> json() {
        if (out.indexOf('\n') != out.length() - 1) {
            throw new AssertionError("not one line: " + out);
        }
        try {
            return JSON.std.with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS).mapFrom(out);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + out, e);
        }
    }

    /** Returns the object {@code error} of a failure. */
    @SuppressWarnings("unchecked") // JSON objects are read as maps of this type
    Map<String, Object> error() {
        return (Map<String, Object>) Objects.requireNonNull(json().get("error"));
    }

    /** Returns the message of a failure. */
    String message() {
        return String.valueOf(error().get("message"));
    }

    String all() {
        return out + err;
    }
}
