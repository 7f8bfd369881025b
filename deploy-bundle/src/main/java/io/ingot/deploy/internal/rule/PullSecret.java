// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.Credentials;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.util.Optional;

/**
 * What {@code image_pull_secret} holds: a user and a password with a colon between them, the name of configured
 * credentials, or else a token. Its value is in no message.
 *
 * @param credentials as whom to ask
 * @param name the name of the configured credentials, or of the field
 */
public record PullSecret(Credentials credentials, String name) {
    /** The credentials of a name that an operator configured. */
    @FunctionalInterface
    public interface CredentialLookup {
        /** Looks them up; INVALID_CONFIGURATION if they cannot be read. */
        Optional<Credentials> find(String name) throws ImageException;
    }

    /** Reads a secret. */
    public static Optional<PullSecret> of(Secret secret, CredentialLookup configured, Findings findings) {
        String text = secret.reveal();
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            findings.invalid(
                    Field.PULL_SECRET,
                    "image_pull_secret is blank, or holds a line break or another control character; write it anew",
                    "NAME");
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        if (colon == 0) {
            findings.invalid(
                    Field.PULL_SECRET,
                    "image_pull_secret begins with a colon: write USER:PASSWORD, a token, or the name of configured"
                            + " credentials",
                    "NAME");
            return Optional.empty();
        }
        try {
            Optional<Credentials> known = colon < 0 ? configured.find(text) : Optional.empty();
            if (known.isPresent()) {
                return Optional.of(new PullSecret(known.get(), text));
            }
        } catch (ImageException e) {
            findings.failed(Field.PULL_SECRET, e, "NAME");
            return Optional.empty();
        }
        findings.warn("image_pull_secret holds the secret itself, where whoever sees the node may read it; configure"
                + " io.ingot.access.credentials~NAME, and give that name");
        return Optional.of(new PullSecret(literal(text, colon), Field.PULL_SECRET));
    }

    private static Credentials literal(String text, int colon) {
        return colon < 0
                ? new Credentials.Token(Secret.of(text))
                : new Credentials.Password(text.substring(0, colon), Secret.of(text.substring(colon + 1)));
    }
}
