// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.Outcome;
import io.ingot.console.internal.syntax.Arguments;
import io.ingot.console.internal.syntax.CredentialOptions;
import io.ingot.console.internal.syntax.Declare;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code show}: what the image service knows of an image. */
public final class ShowCommand implements Command {
    @Override
    public CommandSpec spec() {
        CommandSpec spec = Declare.command("show", "Prints what the image service knows of an image.")
                .addPositional(References.operand());
        CredentialOptions.declare(spec);
        return spec;
    }

    @Override
    public Outcome run(Arguments arguments, Workplace workplace) throws ImageException {
        ImageReference reference = References.parse(arguments);
        ImageInfo info = Question.show(References.request(reference, arguments, workplace.folder()), workplace);
        Map<String, Object> json = json(reference, info);
        return Outcome.of(json, lines(json)).warnings(Facts.warnings(info));
    }

    private static Map<String, Object> json(ImageReference reference, ImageInfo info) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reference", reference.toString());
        json.put("scheme", reference.scheme());
        info.effective().ifPresent(now -> json.put("finalReference", now.toString()));
        info.size().ifPresent(bytes -> json.put("size", bytes));
        info.updatedAt().ifPresent(instant -> json.put("updatedAt", Facts.time(instant)));
        info.entityTag().ifPresent(tag -> json.put("etag", tag));
        json.put("cacheable", info.cacheable());
        json.put("immutable", info.immutable());
        if (!info.checksums().isEmpty()) {
            json.put("checksums", Facts.byAlgorithm(info.checksums()));
        }
        info.mediaType().ifPresent(type -> json.put("mediaType", type));
        info.diskFormat().ifPresent(format -> json.put("diskFormat", format));
        info.containerFormat().ifPresent(format -> json.put("containerFormat", format));
        json.put("properties", info.properties());
        return json;
    }

    private static List<String> lines(Map<String, Object> json) {
        Map<String, String> rows = new LinkedHashMap<>();
        json.forEach((name, value) -> {
            if (value instanceof Map<?, ?> values) {
                values.forEach((key, one) -> rows.put(name + "." + key, String.valueOf(one)));
            } else {
                rows.put(name, value.toString());
            }
        });
        return Facts.table(rows);
    }
}
