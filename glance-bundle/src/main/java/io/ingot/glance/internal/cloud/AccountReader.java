// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.common.secret.SecretReader;
import io.ingot.glance.internal.keystone.Account;
import io.ingot.glance.internal.keystone.Identity;
import io.ingot.glance.internal.keystone.KeystoneName;
import io.ingot.glance.internal.keystone.ServiceUrl;
import io.ingot.glance.internal.keystone.TokenScope;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an account of what is said of a cloud. */
final class AccountReader {
    private static final Logger LOG = LoggerFactory.getLogger(AccountReader.class);
    private static final String DEFAULT_DOMAIN = "default";
    private static final String WHOLE_SYSTEM = "all";

    private final CloudValues values;

    AccountReader(CloudValues values) {
        this.values = values;
    }

    /**
     * The account; absent for nobody.
     *
     * @throws ImageException INVALID_CONFIGURATION, naming what is missing or contradicts itself
     * @throws IllegalArgumentException naming a value that is wrong
     */
    Optional<Account> account() throws ImageException {
        Optional<AuthType> type = type();
        if (type.isEmpty()) {
            if (values.has("auth_url")) {
                throw wrong("Keystone is configured, and nobody to be there: set "
                        + values.placeOf("username", "username") + " and a password, or an application credential, or"
                        + " io.ingot.glance/authType to none");
            }
            return Optional.empty();
        }
        if (type.get() == AuthType.NONE) {
            return Optional.empty();
        }
        if (values.has("trust_id")) {
            throw wrong(values.spelled("trust_id") + " is set, and trusts are not known here: use an application"
                    + " credential instead");
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

    /** How we authenticate; absent if nothing is said that one could authenticate with. */
    Optional<AuthType> type() {
        Optional<String> said = values.text("auth_type");
        return said.isPresent()
                ? said.map(name -> AuthType.of(values.placeOf("authType", "auth_type"), name))
                : AuthType.fitting(values);
    }

    private ImageReference authUrl() throws ImageException {
        String url = values.text("auth_url")
                .orElseThrow(() -> missing("Keystone's URL", values.placeOf("authUrl", "auth_url")))
                .replace("{region_name}", values.text("region_name").orElse(""));
        return ServiceUrl.keystone(values.placeOf("authUrl", "auth_url"), url);
    }

    private Identity password() throws ImageException {
        KeystoneName user = user().orElseThrow(() -> missing("the user", values.placeOf("username", "username")));
        return new Identity.Password(user, secret("password", "the password", "passwordFile"));
    }

    private Identity applicationCredential() throws ImageException {
        SecretReader secret = secret(
                "application_credential_secret",
                "the secret of the application credential",
                "applicationCredentialSecretFile");
        Optional<KeystoneName> byId = values.text("application_credential_id").map(KeystoneName::ofId);
        if (byId.isPresent()) {
            return new Identity.ApplicationCredential(byId.get(), Optional.empty(), secret);
        }
        KeystoneName byName = values.text("application_credential_name")
                .map(KeystoneName::of)
                .orElseThrow(() -> missing(
                        "the application credential",
                        values.placeOf("applicationCredentialId", "application_credential_id")));
        KeystoneName user = user().orElseThrow(() -> missing(
                "the user of the application credential, which is named and not given by its id,",
                values.placeOf("userId", "user_id")));
        return new Identity.ApplicationCredential(byName, Optional.of(user), secret);
    }

    private SecretReader token() throws ImageException {
        return secret("token", "the token", "tokenFile");
    }

    private SecretReader secret(String key, String what, String property) throws ImageException {
        return values.secret(key).orElseThrow(() -> missing(what, values.placeOf(property, key)));
    }

    private TokenScope scope() throws ImageException {
        List<TokenScope> scopes = new ArrayList<>();
        named("project").map(TokenScope.Project::new).ifPresent(scopes::add);
        values.text("domain_id")
                .map(KeystoneName::ofId)
                .or(() -> values.text("domain_name").map(KeystoneName::of))
                .map(TokenScope.Domain::new)
                .ifPresent(scopes::add);
        if (values.has("system_scope")) {
            scopes.add(wholeSystem());
        }
        if (scopes.size() > 1) {
            throw wrong(
                    "a token is for a project, a domain or the whole system, and more than one of them is said: keep"
                            + " one of " + values.placeOf("projectName", "project_name") + ", "
                            + values.placeOf("domainName", "domain_name") + ", "
                            + values.placeOf("systemScope", "system_scope"));
        }
        return scopes.isEmpty() ? new TokenScope.Inherited() : scopes.get(0);
    }

    private TokenScope wholeSystem() throws ImageException {
        if (values.text("system_scope").filter(WHOLE_SYSTEM::equals).isEmpty()) {
            throw wrong(values.placeOf("systemScope", "system_scope") + " must be " + WHOLE_SYSTEM);
        }
        return new TokenScope.WholeSystem();
    }

    private Optional<KeystoneName> user() {
        return values.text("user_id")
                .map(KeystoneName::ofId)
                .or(() -> values.text("username").map(name -> KeystoneName.of(name, domain("user"))));
    }

    private Optional<KeystoneName> named(String thing) {
        return values.text(thing + "_id")
                .map(KeystoneName::ofId)
                .or(() -> values.text(thing + "_name").map(name -> KeystoneName.of(name, domain(thing))));
    }

    private KeystoneName domain(String thing) {
        return values.text(thing + "_domain_id")
                .map(KeystoneName::ofId)
                .or(() -> values.text(thing + "_domain_name").map(KeystoneName::of))
                .orElseGet(() -> {
                    LOG.debug("the domain of the {} is not said: '{}' it is", thing, DEFAULT_DOMAIN);
                    return KeystoneName.ofId(DEFAULT_DOMAIN);
                });
    }

    private static ImageException missing(String what, String place) {
        return wrong(what + " is missing: set " + place);
    }

    private static ImageException wrong(String why) {
        return new ImageException(ErrorCode.INVALID_CONFIGURATION, "no way to authenticate to Keystone: " + why);
    }
}
