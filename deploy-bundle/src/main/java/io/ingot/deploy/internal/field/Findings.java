// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the problems and warnings of one deployment, in order. Not safe for concurrent use. */
public final class Findings {
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    /** Adds the problem that a field is invalid, or contradicts another. */
    public void invalid(String field, String message, String example) {
        problems.add(new Problem(field, ErrorCode.INVALID_METADATA, message, example));
    }

    /** Adds the problem that a field is missing, unless the field has a problem already. */
    public void missing(String field, String message, String example) {
        if (!hasProblem(field)) {
            invalid(field, message, example);
        }
    }

    /** Adds the problem that the image or the text that a field refers to cannot be used. */
    public void failed(String field, ImageException failure, String example) {
        problems.add(Problem.of(field, failure, example));
    }

    /** Adds a warning, one sentence. */
    public void warn(String sentence) {
        warnings.add(sentence);
    }

    /** Whether a field has a problem. */
    public boolean hasProblem(String field) {
        return problems.stream().anyMatch(problem -> problem.field().equals(field));
    }

    /** The problems so far. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** The warnings so far. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }
}
