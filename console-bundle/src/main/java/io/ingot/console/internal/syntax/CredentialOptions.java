// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

import io.ingot.common.secret.SecretFile;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The options with the credentials of a request. Secrets are read from files, since arguments appear in the process
 * list.
 */
public final class CredentialOptions {
    private static final String USERNAME = "--username";
    private static final String PASSWORD_FILE = "--password-file";
    private static final String TOKEN_FILE = "--token-file";

    private CredentialOptions() {}

    /** Adds the options to a command. */
    public static void declare(CommandSpec spec) {
        spec.addOption(OptionDeclarations.value(USERNAME, "USER", "The user name, with " + PASSWORD_FILE + "."))
                .addOption(OptionDeclarations.value(
                        PASSWORD_FILE, "FILE", "The file that contains the password of that user."))
                .addOption(OptionDeclarations.value(
                        TOKEN_FILE, "FILE", "The file that contains a token to authenticate with."));
    }

    /**
     * Adds the given credentials to a request; returns it unchanged if there are none.
     *
     * @param folder the folder against which a relative file name is resolved
     * @throws UsageException if the options contradict each other
     * @throws ImageException LOCAL_IO if a file cannot be read
     */
    public static ImageRequest apply(ImageRequest request, ParsedArguments arguments, Path folder)
            throws ImageException {
        return read(arguments, folder).map(request::as).orElse(request);
    }

    /**
     * Reads the given credentials; absent if there are none.
     *
     * @param folder the folder against which a relative file name is resolved
     * @throws UsageException if the options contradict each other
     * @throws ImageException LOCAL_IO if a file cannot be read
     */
    public static Optional<Credentials> read(ParsedArguments arguments, Path folder) throws ImageException {
        Optional<String> user = arguments.value(USERNAME);
        Optional<String> passwordFile = arguments.value(PASSWORD_FILE);
        Optional<String> tokenFile = arguments.value(TOKEN_FILE);
        if (user.isPresent() != passwordFile.isPresent()) {
            throw usage(USERNAME + " and " + PASSWORD_FILE + " must be given together");
        }
        if (user.isPresent() && tokenFile.isPresent()) {
            throw usage(USERNAME + " and " + TOKEN_FILE + " contradict each other; give one of them");
        }
        if (user.isPresent() && (user.get().isEmpty() || user.get().indexOf(':') >= 0)) {
            throw usage(USERNAME + " takes a name that is not empty and contains no colon");
        }
        if (tokenFile.isPresent()) {
            return Optional.of(new Credentials.Token(secret(folder, tokenFile.get())));
        }
        return user.isPresent()
                ? Optional.of(new Credentials.Password(user.get(), secret(folder, passwordFile.orElseThrow())))
                : Optional.empty();
    }

    private static Secret secret(Path folder, String name) throws ImageException {
        try {
            return SecretFile.readFileOrPipe(folder.resolve(name).toAbsolutePath());
        } catch (InvalidPathException e) {
            throw unreadable(name, "not a valid name");
        } catch (IOException e) {
            throw unreadable(name, ImageException.reason(e));
        }
    }

    private static ImageException unreadable(String name, String reason) {
        return new ImageException(ErrorCode.LOCAL_IO, "cannot read the secret in " + name + ": " + reason)
                .nonRetryable();
    }

    private static UsageException usage(String message) {
        return new UsageException(message);
    }
}
