// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;

/** A client of a running Glance, with a token (Image API v2). */
public final class Glance {
    private static final String ATTRIBUTES = """
            {"name": "an image", "disk_format": "raw", "container_format": "bare", "visibility": "private"}
            """;
    private static final String PATCH = "application/openstack-images-v2.1-json-patch";

    private final Rest api;

    Glance(String url, String token) {
        this.api = new Rest(url, token);
    }

    /** Creates a private image without data; returns its ID. */
    public String create() throws Exception {
        return create(ATTRIBUTES);
    }

    /** Creates an image without data from its attributes in JSON; returns its ID. */
    String create(String attributes) throws Exception {
        return api.send("POST", "/v2/images", attributes).text("id");
    }

    /** Uploads a private image; returns its ID. */
    public String upload(byte[] bytes) throws Exception {
        return upload(BodyPublishers.ofByteArray(bytes));
    }

    /** Uploads a private image; returns its ID. */
    String upload(Path file) throws Exception {
        return upload(BodyPublishers.ofFile(file));
    }

    /** Uploads an image with attributes in JSON; returns its ID. */
    String upload(String attributes, byte[] bytes) throws Exception {
        return upload(create(attributes), BodyPublishers.ofByteArray(bytes));
    }

    private String upload(BodyPublisher bytes) throws Exception {
        return upload(create(), bytes);
    }

    private String upload(String id, BodyPublisher bytes) throws Exception {
        api.send("PUT", "/v2/images/" + id + "/file", "application/octet-stream", bytes);
        return id;
    }

    /** Replaces an attribute. */
    void change(String id, String attribute, String value) throws Exception {
        api.send("PATCH", "/v2/images/" + id, PATCH, BodyPublishers.ofString("""
                [{"op": "replace", "path": "/%s", "value": "%s"}]
                """.formatted(attribute, value)));
    }

    /** Deactivates an image. */
    void deactivate(String id) throws Exception {
        api.send("POST", "/v2/images/" + id + "/actions/deactivate", "");
    }

    /** Shares an image with a project; its status is pending. */
    void share(String id, String project) throws Exception {
        api.send("POST", "/v2/images/" + id + "/members", "{\"member\": \"%s\"}".formatted(project));
    }

    /** Sets the status of a member: {@code accepted}, {@code rejected}. */
    void setMemberStatus(String id, String project, String status) throws Exception {
        api.send("PUT", "/v2/images/" + id + "/members/" + project, "{\"status\": \"%s\"}".formatted(status));
    }

    /** Removes a project from the members. */
    void unshare(String id, String project) throws Exception {
        api.send("DELETE", "/v2/images/" + id + "/members/" + project, "");
    }

    /** Deletes an image. */
    void delete(String id) throws Exception {
        api.send("DELETE", "/v2/images/" + id, "");
    }

    /** Whether Glance accepts the token, by a request that concerns no image. */
    boolean acceptsToken() throws Exception {
        return api.status("/v2/schemas/image") != 401;
    }
}
