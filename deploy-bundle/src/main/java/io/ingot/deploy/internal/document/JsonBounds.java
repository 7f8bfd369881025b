// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.document;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.ingot.image.deploy.DeploymentPlanner;
import io.ingot.image.deploy.InstanceInfo;

/** The bounds of a JSON text. The parser checks them as it reads; the exception names the bound. Immutable. */
final class JsonBounds extends StreamReadConstraints {
    private static final long serialVersionUID = 1L;

    private static final int MAX_NUMBER_CHARACTERS = 64;
    private static final int MAX_NAME_CHARACTERS = 1024;

    JsonBounds() {
        super(
                InstanceInfo.MAX_DEPTH,
                DEFAULT_MAX_DOC_LEN,
                MAX_NUMBER_CHARACTERS,
                DeploymentPlanner.MAX_DOCUMENT_BYTES,
                MAX_NAME_CHARACTERS,
                DEFAULT_MAX_TOKEN_COUNT);
    }

    @Override
    public void validateNestingDepth(int depth) throws StreamConstraintsException {
        require(depth <= InstanceInfo.MAX_DEPTH, "nested more than " + InstanceInfo.MAX_DEPTH + " levels deep");
    }

    @Override
    public void validateIntegerLength(int characters) throws StreamConstraintsException {
        requireNumber(characters);
    }

    @Override
    public void validateFPLength(int characters) throws StreamConstraintsException {
        requireNumber(characters);
    }

    @Override
    public void validateNameLength(int characters) throws StreamConstraintsException {
        if (characters > MAX_NAME_CHARACTERS) {
            throw new NameTooLong("a name has more than " + MAX_NAME_CHARACTERS + " characters");
        }
    }

    private static void requireNumber(int characters) throws StreamConstraintsException {
        require(characters <= MAX_NUMBER_CHARACTERS, "a number has more than " + MAX_NUMBER_CHARACTERS + " characters");
    }

    private static void require(boolean within, String message) throws StreamConstraintsException {
        if (!within) {
            throw new StreamConstraintsException(message);
        }
    }

    /** A name that is too long. The parser's context still has the name before it. */
    static final class NameTooLong extends StreamConstraintsException {
        private static final long serialVersionUID = 1L;

        private NameTooLong(String message) {
            super(message);
        }
    }
}
