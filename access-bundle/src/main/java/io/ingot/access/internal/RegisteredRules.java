// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import io.ingot.access.AccessRule;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules that other bundles register. Their exceptions are detached, so that no reference to their bundles remains. */
final class RegisteredRules {
    private static final Logger LOG = LoggerFactory.getLogger(RegisteredRules.class);

    private final Map<Long, AccessRule> bound = new TreeMap<>(); // guarded by this, by service id
    private volatile List<AccessRule> rules = List.of(); // immutable, replaced whole

    synchronized void put(long id, AccessRule rule) {
        bound.put(id, rule);
        rules = List.copyOf(bound.values());
    }

    synchronized void remove(long id) {
        if (bound.remove(id) != null) {
            rules = List.copyOf(bound.values());
        }
    }

    /** @throws ImageException REFUSED_BY_POLICY if a rule refuses, or fails in any other way */
    void check(PolicyCheck check) throws ImageException {
        for (AccessRule rule : rules) {
            check(check, rule);
        }
    }

    private static void check(PolicyCheck check, AccessRule rule) throws ImageException {
        ImageException refusal;
        try {
            check.check(rule);
            return;
        } catch (ImageException e) {
            refusal = e.code() == ErrorCode.REFUSED_BY_POLICY
                    ? e.detached()
                    : failed(rule, e.code() + ": " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.warn(
                    "access rule {} failed; the request is refused",
                    rule.getClass().getName(),
                    e);
            refusal = failed(rule, e.getClass().getName());
        }
        throw refusal;
    }

    private static ImageException failed(AccessRule rule, String failure) {
        return new ImageException(
                ErrorCode.REFUSED_BY_POLICY,
                "refused by policy: the access rule " + rule.getClass().getName() + " failed (" + failure
                        + "); repair or remove the bundle that registers it");
    }
}
