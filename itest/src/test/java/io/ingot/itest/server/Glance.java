// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;

/** A Glance that runs, to somebody who has a token for it (Image API v2). */
public final class Glance {
    private static final String FACTS = """
            {"name": "an image", "disk_format": "raw", "container_format": "bare", "visibility": "private"}
            """;
    private static final String PATCH = "application/openstack-images-v2.1-json-patch";

    private final Rest api;

    Glance(String url, String token) {
        this.api = new Rest(url, token);
    }

    /** A new private image without bytes; its id. */
    public String create() throws Exception {
        return create(FACTS);
    }

    /** A new image without bytes, by its facts in JSON; its id. */
    String create(String facts) throws Exception {
        return api.send("POST", "/v2/images", facts).text("id");
    }

    /** A new private image; its id. */
    public String upload(byte[] bytes) throws Exception {
        return upload(BodyPublishers.ofByteArray(bytes));
    }

    /** A new private image; its id. */
    String upload(Path file) throws Exception {
        return upload(BodyPublishers.ofFile(file));
    }

    /** A new image by its facts in JSON; its id. */
    String upload(String facts, byte[] bytes) throws Exception {
        return upload(create(facts), BodyPublishers.ofByteArray(bytes));
    }

    private String upload(BodyPublisher bytes) throws Exception {
        return upload(create(), bytes);
    }

    private String upload(String id, BodyPublisher bytes) throws Exception {
        api.send("PUT", "/v2/images/" + id + "/file", "application/octet-stream", bytes);
        return id;
    }

    /** Changes one of its facts. */
    void change(String id, String fact, String value) throws Exception {
        api.send("PATCH", "/v2/images/" + id, PATCH, BodyPublishers.ofString("""
                [{"op": "replace", "path": "/%s", "value": "%s"}]
                """.formatted(fact, value)));
    }

    /** Keeps its bytes from everybody. */
    void deactivate(String id) throws Exception {
        api.send("POST", "/v2/images/" + id + "/actions/deactivate", "");
    }

    /** Shares it with a project, which has not answered yet. */
    void share(String id, String project) throws Exception {
        api.send("POST", "/v2/images/" + id + "/members", "{\"member\": \"%s\"}".formatted(project));
    }

    /** What the project that it was shared with says to that: {@code accepted}, {@code rejected}. */
    void answerSharing(String id, String project, String status) throws Exception {
        api.send("PUT", "/v2/images/" + id + "/members/" + project, "{\"status\": \"%s\"}".formatted(status));
    }

    /** Shares it with a project no longer. */
    void unshare(String id, String project) throws Exception {
        api.send("DELETE", "/v2/images/" + id + "/members/" + project, "");
    }

    /** Deletes it. */
    void delete(String id) throws Exception {
        api.send("DELETE", "/v2/images/" + id, "");
    }

    /** Whether the token is taken, by a question of which no image is the subject. */
    boolean takesToken() throws Exception {
        return api.status("/v2/schemas/image") != 401;
    }
}
