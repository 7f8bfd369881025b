// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** An account of a Swift that runs, to one who owns it. */
final class SwiftAccount {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI url;
    private final String token;

    SwiftAccount(String url, String token) {
        this.url = URI.create(url);
        this.token = token;
    }

    /** Sets the key that temporary URLs are signed with. */
    void setKey(String key) throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(url)
                        .header("X-Auth-Token", token)
                        .header("X-Account-Meta-Temp-URL-Key", key)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 204) {
            throw new IllegalStateException("POST " + url + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
