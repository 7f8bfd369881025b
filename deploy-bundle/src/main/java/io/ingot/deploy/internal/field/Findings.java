// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is found wrong with one deployment, in the order in which it is found. Not safe for concurrent use. */
public final class Findings {
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    /** A field that is wrong, or contradicts another. */
    public void invalid(String field, String message, String example) {
        problems.add(new Problem(field, ErrorCode.INVALID_METADATA, message, example));
    }

    /** A field that is not there. One that is there and wrong has been told of. */
    public void missing(String field, String message, String example) {
        if (!hasProblem(field)) {
            invalid(field, message, example);
        }
    }

    /** A field whose image could not be asked for, or refers to what cannot be used. */
    public void failed(String field, ImageException failure, String example) {
        problems.add(Problem.of(field, failure, example));
    }

    /** What a person should know, one sentence. */
    public void warn(String sentence) {
        warnings.add(sentence);
    }

    /** Whether something is wrong with a field. */
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
