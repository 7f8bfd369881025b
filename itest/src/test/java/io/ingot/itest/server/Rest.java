// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A REST client with a token. */
final class Rest {
    /** The media type of most requests. */
    static final String JSON = "application/json";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;
    private final String token;

    /** Creates a client with a prefix of all paths. */
    Rest(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** A response. */
    record Response(int status, String body, String token) {
        /** Returns the first number at a key of the body. */
        String number(String key) {
            return value(key, "(\\d+)");
        }

        /** Returns the first text at a key of the body. */
        String text(String key) {
            return value(key, "\"([^\"]*)\"");
        }

        private String value(String key, String pattern) {
            Matcher value = Pattern.compile('"' + key + "\": *" + pattern).matcher(body);
            if (!value.find()) {
                throw new IllegalStateException("no " + key + " in " + body);
            }
            return value.group(1);
        }
    }

    /** Sends a GET request, which must succeed. */
    Response get(String path) throws Exception {
        return requireSuccess("GET", path, exchange("GET", path, JSON, BodyPublishers.noBody()));
    }

    /** Sends JSON; the request must succeed. */
    Response send(String method, String path, String json) throws Exception {
        return send(method, path, JSON, BodyPublishers.ofString(json));
    }

    /** Sends a body; the request must succeed. */
    Response send(String method, String path, String type, BodyPublisher body) throws Exception {
        return requireSuccess(method, path, exchange(method, path, type, body));
    }

    /** Returns the status of a GET request. */
    int status(String path) throws Exception {
        return exchange("GET", path, JSON, BodyPublishers.noBody()).status();
    }

    private Response exchange(String method, String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", type)
                        .header("X-Auth-Token", token)
                        .method(method, body)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Response(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("X-Subject-Token").orElse(""));
    }

    private static Response requireSuccess(String method, String path, Response response) {
        if (response.status() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + response.status() + " " + response.body());
        }
        return response;
    }
}
