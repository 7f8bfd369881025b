// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client of a Swift account, as an owner. */
final class SwiftAccount {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI url;
    private final String token;

    SwiftAccount(String url, String token) {
        this.url = URI.create(url);
        this.token = token;
    }

    /** Sets the key for temporary URLs. */
    void setKey(String key) throws Exception {
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(url)
                        .header("X-Auth-Token", token)
                        .header("X-Account-Meta-Temp-URL-Key", key)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 204) {
            throw new IllegalStateException("POST " + url + ": " + response.statusCode() + " " + response.body());
        }
    }
}
