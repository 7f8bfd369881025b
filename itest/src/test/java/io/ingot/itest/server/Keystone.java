// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import java.util.UUID;

/**
 * A client of a running Keystone, as its administrator (Identity API v3). The password of each user is the name and
 * {@code pw}.
 */
public final class Keystone {
    /** The secret of {@link #applicationCredential}. */
    static final String CREDENTIAL_SECRET = "appcredsecret";

    private static final String NO_TOKEN = "none";

    private final Server server;
    private final String url;

    Keystone(Server server) {
        this.server = server;
        this.url = server.value("OS_AUTH_URL");
    }

    /** The URL, with {@code /v3}. */
    public String url() {
        return url;
    }

    /** Issues a token for a user and a project of the domain {@code Default}. */
    public String token(String user, String project) throws Exception {
        return token(user, "Default", project);
    }

    /** Issues a token for a user and a project of a domain. */
    String token(String user, String domain, String project) throws Exception {
        String json = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {
                    "name": "%s", "domain": {"name": "%s"}, "password": "%s"}}},
                  "scope": {"project": {"name": "%s", "domain": {"name": "%s"}}}}}
                """.formatted(user, domain, password(user), project, domain);
        return new Rest(url, NO_TOKEN).send("POST", "/auth/tokens", json).token();
    }

    /** The password of a user. */
    static String password(String user) {
        return user + "pw";
    }

    /** Returns the ID of a project of the domain {@code Default}. */
    String project(String name) throws Exception {
        return id("projects", name);
    }

    /** Returns the ID of a user of the domain {@code Default}. */
    String user(String name) throws Exception {
        return id("users", name);
    }

    /** The ID of an application credential of {@code ironic}. */
    String applicationCredential() {
        return server.value("KEYSTONE_APPCRED_ID");
    }

    /** Creates a project in the domain {@code Default} with a user of the same name and a role. */
    String newTenant(String role) throws Exception {
        return newTenant("default", role);
    }

    /** Creates a project in a domain with a user of the same name and a role. */
    String newTenant(String domainId, String role) throws Exception {
        String name = unique("tenant");
        String project = created(
                "projects", "{\"project\": {\"name\": \"%s\", \"domain_id\": \"%s\"}}".formatted(name, domainId));
        String user = created("users", """
                {"user": {"name": "%s", "domain_id": "%s", "password": "%s"}}
                """.formatted(name, domainId, password(name)));
        asAdministrator().send("PUT", "/projects/" + project + "/users/" + user + "/roles/" + id("roles", role), "");
        return name;
    }

    /** Creates a domain. */
    Domain newDomain() throws Exception {
        String name = unique("domain");
        return new Domain(name, created("domains", "{\"domain\": {\"name\": \"%s\"}}".formatted(name)));
    }

    /** A domain. */
    record Domain(String name, String id) {}

    /** Enables or disables a project. */
    void enableProject(String name, boolean enabled) throws Exception {
        asAdministrator()
                .send("PATCH", "/projects/" + project(name), "{\"project\": {\"enabled\": %s}}".formatted(enabled));
    }

    /** Enables or disables a service of the catalogue. */
    void enableService(String type, boolean enabled) throws Exception {
        asAdministrator()
                .send("PATCH", "/services/" + service(type), "{\"service\": {\"enabled\": %s}}".formatted(enabled));
    }

    /** Sets the URL of an endpoint in the catalogue. */
    void setEndpoint(String type, String interfaceName, String endpoint) throws Exception {
        String id = asAdministrator()
                .get("/endpoints?service_id=" + service(type) + "&interface=" + interfaceName)
                .text("id");
        asAdministrator().send("PATCH", "/endpoints/" + id, "{\"endpoint\": {\"url\": \"%s\"}}".formatted(endpoint));
    }

    /** The number of tokens issued to Ingot. */
    long tokensIssuedToIngot() throws Exception {
        return AccessLog.of(server.value("KEYSTONE_ACCESS_LOG"))
                .matching("POST /v3/auth/tokens 201 agent=\"ingot/.*")
                .count();
    }

    private String service(String type) throws Exception {
        return asAdministrator().get("/services?type=" + type).text("id");
    }

    private String id(String collection, String name) throws Exception {
        return asAdministrator().get("/" + collection + "?name=" + name).text("id");
    }

    private String created(String collection, String json) throws Exception {
        return asAdministrator().send("POST", "/" + collection, json).text("id");
    }

    /** Makes a name unique, since objects of earlier runs still exist. */
    private static String unique(String what) {
        return what + "-" + UUID.randomUUID();
    }

    private Rest asAdministrator() throws Exception {
        return new Rest(url, token("admin", "admin"));
    }
}
