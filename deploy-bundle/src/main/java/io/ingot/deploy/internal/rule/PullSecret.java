// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.Credentials;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.util.Optional;

/**
 * The value of {@code image_pull_secret}: a user and a password separated by a colon, the name of configured credentials,
 * or else a token. No message contains it.
 *
 * @param credentials the credentials for requests
 * @param name the name of the configured credentials, or that of the field
 */
public record PullSecret(Credentials credentials, String name) {
    /** Finds configured credentials by their name. */
    @FunctionalInterface
    public interface CredentialLookup {
        /**
         * Looks up the credentials; absent if none have this name.
         *
         * @throws ImageException INVALID_CONFIGURATION if they cannot be read
         */
        Optional<Credentials> find(String name) throws ImageException;
    }

    /** Parses a secret. */
    public static Optional<PullSecret> of(Secret secret, CredentialLookup lookup, Findings findings) {
        String text = secret.reveal();
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            findings.invalid(
                    Field.PULL_SECRET,
                    "image_pull_secret is blank, or contains a line break or another control character; correct it",
                    "NAME");
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        if (colon == 0) {
            findings.invalid(
                    Field.PULL_SECRET,
                    "image_pull_secret begins with a colon; write USER:PASSWORD, a token, or the name of configured"
                            + " credentials",
                    "NAME");
            return Optional.empty();
        }
        try {
            Optional<Credentials> known = colon < 0 ? lookup.find(text) : Optional.empty();
            if (known.isPresent()) {
                return Optional.of(new PullSecret(known.get(), text));
            }
        } catch (ImageException e) {
            findings.failed(Field.PULL_SECRET, e, "NAME");
            return Optional.empty();
        }
        findings.warn(
                "image_pull_secret contains the secret itself, which everyone who sees the node can read; configure"
                        + " io.ingot.access.credentials~NAME, and set that name");
        return Optional.of(new PullSecret(literal(text, colon), Field.PULL_SECRET));
    }

    private static Credentials literal(String text, int colon) {
        return colon < 0
                ? new Credentials.Token(Secret.of(text))
                : new Credentials.Password(text.substring(0, colon), Secret.of(text.substring(colon + 1)));
    }
}
