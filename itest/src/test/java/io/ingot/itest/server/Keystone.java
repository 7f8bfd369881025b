// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import java.util.UUID;

/** A Keystone that runs, to its administrator (Identity API v3). Each user's password is the name and {@code pw}. */
public final class Keystone {
    /** The secret of {@link #applicationCredential}. */
    static final String CREDENTIAL_SECRET = "appcredsecret";

    private static final String NOBODY = "none";

    private final Server server;
    private final String url;

    Keystone(Server server) {
        this.server = server;
        this.url = server.value("OS_AUTH_URL");
    }

    /** Its URL, with {@code /v3}. */
    public String url() {
        return url;
    }

    /** A new token of a user for a project, both of the domain {@code Default}. */
    public String token(String user, String project) throws Exception {
        return token(user, "Default", project);
    }

    /** A new token of a user for a project, both of a domain. */
    String token(String user, String domain, String project) throws Exception {
        String json = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {
                    "name": "%s", "domain": {"name": "%s"}, "password": "%s"}}},
                  "scope": {"project": {"name": "%s", "domain": {"name": "%s"}}}}}
                """.formatted(user, domain, password(user), project, domain);
        return new Rest(url, NOBODY).send("POST", "/auth/tokens", json).token();
    }

    /** The password of a user. */
    static String password(String user) {
        return user + "pw";
    }

    /** The id of a project of the domain {@code Default}. */
    String project(String name) throws Exception {
        return id("projects", name);
    }

    /** The id of a user of the domain {@code Default}. */
    String user(String name) throws Exception {
        return id("users", name);
    }

    /** The application credential of {@code ironic}, by its id. */
    String applicationCredential() {
        return server.value("KEYSTONE_APPCRED_ID");
    }

    /** A new project in the domain {@code Default} with one user of the same name, who has a role in it. */
    String newTenant(String role) throws Exception {
        return newTenant("default", role);
    }

    /** A new project in a domain with one user of the same name, who has a role in it. */
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

    /** A new domain: its name and its id. */
    Domain newDomain() throws Exception {
        String name = unique("domain");
        return new Domain(name, created("domains", "{\"domain\": {\"name\": \"%s\"}}".formatted(name)));
    }

    /** What tells projects and users of equal names apart. */
    record Domain(String name, String id) {}

    /** Says whether a project may be used. */
    void enableProject(String name, boolean enabled) throws Exception {
        asAdministrator()
                .send("PATCH", "/projects/" + project(name), "{\"project\": {\"enabled\": %s}}".formatted(enabled));
    }

    /** Says whether a service stands in the catalogue. */
    void enableService(String type, boolean enabled) throws Exception {
        asAdministrator()
                .send("PATCH", "/services/" + service(type), "{\"service\": {\"enabled\": %s}}".formatted(enabled));
    }

    /** Says in the catalogue where the endpoint of a service is, of one of its interfaces. */
    void place(String type, String face, String endpoint) throws Exception {
        String id = asAdministrator()
                .get("/endpoints?service_id=" + service(type) + "&interface=" + face)
                .text("id");
        asAdministrator().send("PATCH", "/endpoints/" + id, "{\"endpoint\": {\"url\": \"%s\"}}".formatted(endpoint));
    }

    /** How many tokens it has given to Ingot so far. */
    long tokensGivenToIngot() throws Exception {
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

    /** What an earlier run made is still there. */
    private static String unique(String what) {
        return what + "-" + UUID.randomUUID();
    }

    private Rest asAdministrator() throws Exception {
        return new Rest(url, token("admin", "admin"));
    }
}
