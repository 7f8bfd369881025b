// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.common.secret.SecretReader;
import io.ingot.glance.internal.keystone.Account;
import io.ingot.glance.internal.keystone.Identity;
import io.ingot.glance.internal.keystone.KeystoneName;
import io.ingot.glance.internal.keystone.TokenScope;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates an account from the settings of a cloud. */
final class AccountReader {
    private static final Logger LOG = LoggerFactory.getLogger(AccountReader.class);
    private static final String DEFAULT_DOMAIN = "default";
    private static final String ALL = "all";

    private final CloudSettings settings;
    private final CloudTexts texts;

    /** @param texts the texts below the properties, for the places that messages name */
    AccountReader(CloudSettings settings, CloudTexts texts) {
        this.settings = settings;
        this.texts = texts;
    }

    /**
     * Returns the account; absent if none is configured.
     *
     * @throws ImageException INVALID_CONFIGURATION, naming the settings that are missing or contradict each other
     * @throws IllegalArgumentException naming an invalid value
     */
    Optional<Account> account() throws ImageException {
        Optional<AuthType> type = type();
        if (type.isEmpty()) {
            if (settings.access().authUrl().isPresent()) {
                throw invalid("a Keystone is configured without an account: set " + place(CloudKey.USERNAME)
                        + " and a password, or an application credential, or " + CloudKey.AUTH_TYPE.property()
                        + " to none");
            }
            return Optional.empty();
        }
        if (type.get() == AuthType.NONE) {
            return Optional.empty();
        }
        if (settings.access().trust().isPresent()) {
            throw invalid(settings.access().trust().get()
                    + " is set, but trusts are not supported: use an application credential instead");
        }
        ImageReference authUrl = authUrl();
        return Optional.of(
                switch (type.get()) {
                    case APPLICATION_CREDENTIAL ->
                        new Account(authUrl, applicationCredential(), new TokenScope.Inherited());
                    case TOKEN -> new Account(authUrl, new Identity.Token(token()), scope());
                    default -> new Account(authUrl, password(), scope());
                });
    }

    /** The authentication type; absent if the settings contain no credentials. */
    Optional<AuthType> type() {
        Optional<AuthType> configured = settings.access().authType().map(Supplier::get);
        return configured.isPresent() ? configured : AuthType.inferredFrom(settings);
    }

    private ImageReference authUrl() throws ImageException {
        CloudSettings.Access access = settings.access();
        return access.authUrl()
                .orElseThrow(() -> missing("Keystone's URL", CloudKey.AUTH_URL))
                .in(access.region().orElse(""));
    }

    private Identity password() throws ImageException {
        KeystoneName user = user().orElseThrow(() -> missing("the user", CloudKey.USERNAME));
        SecretReader password =
                settings.secrets().password().orElseThrow(() -> missing("the password", CloudKey.PASSWORD));
        return new Identity.Password(user, password);
    }

    private Identity applicationCredential() throws ImageException {
        SecretReader secret = settings.secrets()
                .applicationCredentialSecret()
                .orElseThrow(() ->
                        missing("the secret of the application credential", CloudKey.APPLICATION_CREDENTIAL_SECRET));
        KeystoneName credential = settings.user()
                .applicationCredential()
                .orElseThrow(() -> missing("the application credential", CloudKey.APPLICATION_CREDENTIAL_ID));
        if (credential.id().isPresent()) {
            return new Identity.ApplicationCredential(credential, Optional.empty(), secret);
        }
        KeystoneName user = user().orElseThrow(
                        () -> missing("the user of an application credential that is set by name", CloudKey.USER_ID));
        return new Identity.ApplicationCredential(credential, Optional.of(user), secret);
    }

    private SecretReader token() throws ImageException {
        return settings.secrets().token().orElseThrow(() -> missing("the token", CloudKey.TOKEN));
    }

    private TokenScope scope() throws ImageException {
        CloudSettings.Scope scope = settings.scope();
        List<TokenScope> scopes = new ArrayList<>();
        scope.project()
                .map(project -> inDomain(project, scope.projectDomain(), "project"))
                .map(TokenScope.Project::new)
                .ifPresent(scopes::add);
        scope.domain().map(TokenScope.Domain::new).ifPresent(scopes::add);
        if (scope.system().isPresent()) {
            scopes.add(wholeSystem(scope.system().get()));
        }
        if (scopes.size() > 1) {
            throw invalid("the token has more than one scope: keep one of " + place(CloudKey.PROJECT_NAME) + ", "
                    + place(CloudKey.DOMAIN_NAME) + ", " + place(CloudKey.SYSTEM_SCOPE));
        }
        return scopes.isEmpty() ? new TokenScope.Inherited() : scopes.get(0);
    }

    private TokenScope wholeSystem(String system) throws ImageException {
        if (!system.equals(ALL)) {
            throw invalid(place(CloudKey.SYSTEM_SCOPE) + " must be " + ALL);
        }
        return new TokenScope.WholeSystem();
    }

    private Optional<KeystoneName> user() {
        CloudSettings.User user = settings.user();
        return user.user().map(name -> inDomain(name, user.domain(), "user"));
    }

    private static KeystoneName inDomain(KeystoneName name, Optional<KeystoneName> domain, String what) {
        return name.name()
                .map(text -> KeystoneName.of(text, domain.orElseGet(() -> defaultDomain(what))))
                .orElse(name);
    }

    private static KeystoneName defaultDomain(String what) {
        LOG.debug("no domain is set for the {}, using '{}'", what, DEFAULT_DOMAIN);
        return KeystoneName.ofId(DEFAULT_DOMAIN);
    }

    private String place(CloudKey key) {
        return texts.placeOrProperty(key);
    }

    private ImageException missing(String what, CloudKey key) {
        return invalid(what + " is missing: set " + place(key));
    }

    private static ImageException invalid(String reason) {
        return new ImageException(ErrorCode.INVALID_CONFIGURATION, "cannot authenticate to Keystone: " + reason);
    }
}
