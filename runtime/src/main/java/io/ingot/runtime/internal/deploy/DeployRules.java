// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.deploy;

import io.ingot.runtime.internal.home.BundleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.Version;

/**
 * Decides which bundles of the deploy folder are installed. The distribution's own bundles are never updated or removed
 * through it: a copy is ignored. A newer version of a protocol bundle is installed beside the distribution's, and
 * answers in its place. Two versions of one bundle are both installed, and the newer one answers; of two copies one is
 * installed.
 */
final class DeployRules {
    private final Map<String, Version> distribution;

    /** Creates the rules for a distribution with these bundles. */
    DeployRules(Collection<BundleSet.Entry> distribution) {
        this.distribution = distribution.stream()
                .collect(Collectors.toUnmodifiableMap(
                        BundleSet.Entry::name, entry -> Version.parseVersion(entry.version()), (one, other) -> one));
    }

    /**
     * The bundles to install, and remarks on the others.
     *
     * @param used the bundles to install, by file
     * @param remarks remarks for the operator, by file
     */
    record Decision(Map<Path, DeployedJar> used, Map<Path, String> remarks) {}

    /** Decides on all jars. */
    Decision decide(Collection<DeployedJar> jars) {
        Decision decision = new Decision(new LinkedHashMap<>(), new LinkedHashMap<>());
        jars.stream()
                .sorted(Comparator.comparing(DeployedJar::file))
                .collect(Collectors.groupingBy(DeployedJar::name, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(versions -> decide(versions, decision));
        return decision;
    }

    private void decide(List<DeployedJar> sameName, Decision decision) {
        List<DeployedJar> used = new ArrayList<>();
        for (DeployedJar jar : sameName) {
            Optional<String> obstacle = obstacle(jar, used);
            if (obstacle.isPresent()) {
                decision.remarks().put(jar.file(), "is ignored: " + obstacle.get());
            } else {
                used.add(jar);
                decision.used().put(jar.file(), jar);
            }
        }
        used.stream()
                .max(Comparator.comparing(DeployedJar::version))
                .ifPresent(newest -> remark(newest, used, decision.remarks()));
    }

    private Optional<String> obstacle(DeployedJar jar, List<DeployedJar> used) {
        Version ours = distribution.get(jar.name());
        if (ours != null && !(jar.protocol() && jar.version().compareTo(ours) > 0)) {
            return Optional.of(jar.name() + " " + ours
                    + " belongs to the distribution, and this folder never updates or removes it; remove the file"
                    + (jar.protocol() ? ", or deploy a newer version" : ", or update the distribution"));
        }
        return used.stream()
                .filter(other -> other.version().equals(jar.version()))
                .findFirst()
                .map(other -> other.fileName() + " is the same bundle, " + other + "; remove one of them");
    }

    private void remark(DeployedJar newest, List<DeployedJar> used, Map<Path, String> remarks) {
        Version ours = distribution.get(newest.name());
        if (ours != null) {
            remarks.put(
                    newest.file(),
                    "answers as " + newest + " in place of version " + ours
                            + " of the distribution, which stays installed");
        }
        used.stream()
                .filter(jar -> !jar.equals(newest))
                .forEach(older -> remarks.put(
                        older.file(),
                        "is " + older + ", and the newer version " + newest.version() + " in " + newest.fileName()
                                + " answers; remove one of them"));
    }
}
