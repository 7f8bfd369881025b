// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.document;

import com.fasterxml.jackson.core.JacksonException;
import io.ingot.common.text.Utf8;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.DeploymentPlanner;
import io.ingot.image.deploy.InstanceInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

/** Reads an {@code instance_info} from JSON (RFC 8259) in UTF-8. */
public final class InstanceDocument {
    /** Fields whose values are skipped: they may be large, and do not concern images. */
    private static final Set<String> IGNORED = Set.of("configdrive");

    private InstanceDocument() {}

    /** Reads a document, as {@link DeploymentPlanner#read} specifies. */
    public static InstanceInfo read(InputStream json) throws ImageException {
        String text = text(bytes(json));
        Object value;
        try {
            value = JsonTree.parse(text, IGNORED);
        } catch (JacksonException e) {
            // The parser's message quotes the text, which may contain a secret; hence no cause either.
            throw invalid(
                    "not valid JSON" + JsonTree.location(e.getLocation()) + "; look for a missing comma or quote");
        } catch (IOException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        if (!(value instanceof Map<?, ?> object)) {
            throw invalid("not a JSON object; " + JsonTree.ONE_OBJECT);
        }
        return InstanceInfo.of(asFields(object));
    }

    @SuppressWarnings("unchecked") // the names of a JSON object are strings
    private static Map<String, Object> asFields(Map<?, ?> object) {
        return (Map<String, Object>) object;
    }

    private static byte[] bytes(InputStream json) throws ImageException {
        byte[] bytes;
        try {
            bytes = json.readNBytes(DeploymentPlanner.MAX_DOCUMENT_BYTES + 1);
        } catch (IOException e) {
            throw new ImageException(
                    ErrorCode.LOCAL_IO, "instance_info cannot be read: " + e.getMessage() + "; try again", e);
        }
        if (bytes.length > DeploymentPlanner.MAX_DOCUMENT_BYTES) {
            throw invalid("more than " + DeploymentPlanner.MAX_DOCUMENT_BYTES
                    + " bytes; remove what does not concern images");
        }
        return bytes;
    }

    private static String text(byte[] bytes) throws ImageException {
        String text = Utf8.decode(bytes).orElseThrow(() -> invalid("not encoded in UTF-8; convert it"));
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static ImageException invalid(String reason) {
        return new ImageException(ErrorCode.INVALID_METADATA, "instance_info cannot be used: " + reason);
    }
}
