// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A cloud of Keystone, Glance and optionally Swift, whose catalogue lists them. Its projects, users and roles are
 * documented in {@code itest/servers/README.md}. It stops with this JVM; until then, a start with the same name finds
 * it again.
 */
public final class OpenStack {
    private final Keystone keystone;
    private final Server glance;
    private final String swiftUrl;
    private final String swiftAccount;

    private OpenStack(Server keystone, Server glance) {
        this.keystone = new Keystone(keystone);
        this.glance = glance;
        this.swiftUrl = "http://127.0.0.1:" + keystone.value("KEYSTONE_SWIFT_PORT");
        this.swiftAccount = "AUTH_" + keystone.value("KEYSTONE_PROJECT_SERVICE");
    }

    /** Starts a cloud that stores images in files. Options are passed to the scripts by the prefix of their names. */
    public static OpenStack start(String name, Map<String, String> options) throws Exception {
        Server keystone = startKeystone(name, options);
        return new OpenStack(
                keystone, startGlance(name, keystone, withKeystone(keystone, withPrefix("GLANCE_", options))));
    }

    /**
     * Starts a cloud that stores images in Swift. Options are passed to the scripts by the prefix of their names. Only
     * servers with changed options are restarted.
     */
    public static OpenStack startWithSwift(String name, Map<String, String> options) throws Exception {
        Server keystone = startKeystone(name, options);
        Server swift = Server.start(
                "swift.sh",
                name + "-swift",
                keystone.value("KEYSTONE_SWIFT_PORT"),
                withKeystone(keystone, withPrefix("SWIFT_", options)));
        Map<String, String> more = withKeystone(keystone, withPrefix("GLANCE_", options));
        more.put("SWIFT_DIR", swift.folder().toString());
        return new OpenStack(keystone, startGlance(name, keystone, more));
    }

    private static Server startKeystone(String name, Map<String, String> options) throws Exception {
        return Server.start("keystone.sh", name + "-keystone", withPrefix("KEYSTONE_", options));
    }

    private static Server startGlance(String name, Server keystone, Map<String, String> options) throws Exception {
        return Server.start("glance.sh", name + "-glance", keystone.value("KEYSTONE_GLANCE_PORT"), options);
    }

    private static Map<String, String> withPrefix(String prefix, Map<String, String> options) {
        Map<String, String> matching = new TreeMap<>(options);
        matching.keySet().removeIf(option -> !option.startsWith(prefix));
        return matching;
    }

    private static Map<String, String> withKeystone(Server keystone, Map<String, String> options) {
        Map<String, String> more = new TreeMap<>(options);
        more.put("KEYSTONE_DIR", keystone.folder().toString());
        return more;
    }

    /** The Keystone. */
    public Keystone keystone() {
        return keystone;
    }

    /** The URL of Glance. */
    public String glanceUrl() {
        return glance.value("GLANCE_URL");
    }

    /** The directory of images, unless they are in Swift. */
    Path imageFolder() {
        return Path.of(glance.value("GLANCE_IMAGE_DIR"));
    }

    /** The URL of Swift, without a path. */
    String swiftUrl() {
        return swiftUrl;
    }

    /** The Swift account of Glance. */
    String swiftAccount() {
        return swiftAccount;
    }

    /** Creates a client of Glance for a user and a project. */
    public Glance glance(String user, String project) throws Exception {
        return glance(keystone.token(user, project));
    }

    /** Creates a client of Glance with a token. */
    public Glance glance(String token) {
        return new Glance(glanceUrl(), token);
    }

    /** The settings of {@code io.ingot.glance} for a user and a project. */
    public Map<String, Object> account(String user, String project) throws IOException {
        return Map.of(
                "authUrl",
                keystone.url(),
                "username",
                user,
                "userDomainId",
                "default",
                "passwordFile",
                secretFile(user + ".password", Keystone.password(user)).toString(),
                "projectName",
                project,
                "projectDomainId",
                "default");
    }

    /** Writes a secret to a file that only its owner can read. */
    Path secretFile(String name, String secret) throws IOException {
        Path file = secrets().resolve(name);
        Files.writeString(file, secret + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** The directory of files with secrets. */
    public Path secrets() throws IOException {
        return Files.createDirectories(glance.folder().resolve("secrets"));
    }

    /**
     * A completed request to Glance for an image.
     *
     * @param path the path after the ID of the image
     * @param bytes the size of the response, including its header
     */
    public record LoggedRequest(String method, String path, int status, long bytes) {}

    /** Returns the requests for an image in the order of completion; the latest may be missing for a moment. */
    public Stream<LoggedRequest> requests(String id) throws IOException {
        return AccessLog.of(glance.value("GLANCE_LOG"))
                .matching("\"(\\w+) /v2/images/" + Pattern.quote(id) + "(\\S*) HTTP/1\\.1\" (\\d+) (\\d+)")
                .map(line -> new LoggedRequest(
                        line.group(1), line.group(2), Integer.parseInt(line.group(3)), Long.parseLong(line.group(4))));
    }
}
