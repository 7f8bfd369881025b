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

/** An {@code instance_info} as a JSON text (RFC 8259) in UTF-8. */
public final class InstanceDocument {
    /** May be large, and says nothing of images. */
    private static final Set<String> IGNORED = Set.of("configdrive");

    private InstanceDocument() {}

    /** Reads it, as {@link DeploymentPlanner#read} says. */
    public static InstanceInfo read(InputStream json) throws ImageException {
        String text = text(bytes(json));
        Object value;
        try {
            value = JsonTree.parse(text, IGNORED);
        } catch (JacksonException e) {
            // The parser's own words hold a piece of the text, which may hold a secret: the cause is left out, too.
            throw invalid("it is no JSON that can be read" + JsonTree.location(e.getLocation())
                    + "; look for a missing comma or quote");
        } catch (IOException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        if (!(value instanceof Map<?, ?> object)) {
            throw invalid("it is JSON, and no object; " + JsonTree.ONE_OBJECT);
        }
        return InstanceInfo.of(asFields(object));
    }

    @SuppressWarnings("unchecked") // a JSON object's names are texts
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
            throw invalid("it has more than " + DeploymentPlanner.MAX_DOCUMENT_BYTES
                    + " bytes; leave out what is not about images");
        }
        return bytes;
    }

    private static String text(byte[] bytes) throws ImageException {
        String text =
                Utf8.decode(bytes).orElseThrow(() -> invalid("it is not in UTF-8; write it anew in that encoding"));
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static ImageException invalid(String why) {
        return new ImageException(ErrorCode.INVALID_METADATA, "instance_info cannot be used: " + why);
    }
}
