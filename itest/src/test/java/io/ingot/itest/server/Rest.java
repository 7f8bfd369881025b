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

/** An API that a test calls by itself, with a token. */
final class Rest {
    /** The media type of most. */
    static final String JSON = "application/json";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;
    private final String token;

    /** With the URL that goes before each path. */
    Rest(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** What was answered. */
    record Answer(int status, String body, String token) {
        /** The first number of the body at a key. */
        String number(String key) {
            return value(key, "(\\d+)");
        }

        /** The first text of the body at a key. */
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

    /** Asks for what must be there. */
    Answer get(String path) throws Exception {
        return succeeded("GET", path, exchange("GET", path, JSON, BodyPublishers.noBody()));
    }

    /** Sends JSON, which must be taken. */
    Answer send(String method, String path, String json) throws Exception {
        return send(method, path, JSON, BodyPublishers.ofString(json));
    }

    /** Sends something, which must be taken. */
    Answer send(String method, String path, String type, BodyPublisher body) throws Exception {
        return succeeded(method, path, exchange(method, path, type, body));
    }

    /** The status that a question is answered with. */
    int status(String path) throws Exception {
        return exchange("GET", path, JSON, BodyPublishers.noBody()).status();
    }

    private Answer exchange(String method, String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", type)
                        .header("X-Auth-Token", token)
                        .method(method, body)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(),
                answer.body(),
                answer.headers().firstValue("X-Subject-Token").orElse(""));
    }

    private static Answer succeeded(String method, String path, Answer answer) {
        if (answer.status() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + answer.status() + " " + answer.body());
        }
        return answer;
    }
}
