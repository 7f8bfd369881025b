// SPDX-License-Identifier: Apache-2.0
package io.ingot.seeds;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The dependencies between the packages of a module. */
public final class ModulePackages {
    private ModulePackages() {}

    /**
     * Fails if the packages of a module have a dependency cycle. Packages that bnd embeds are ignored.
     *
     * @param anchor any class of the module
     */
    public static void assertFreeOfCycles(Class<?> anchor) {
        SlicesRuleDefinition.slices()
                .assignedFrom(new ByPackage())
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter()
                        .withImportOption(location -> location.contains(folder(anchor)))
                        .importPath(classes(anchor)));
    }

    /** Returns the folder of the module's own classes: {@code /io/ingot/fetch/}. */
    private static String folder(Class<?> anchor) {
        String[] names = anchor.getPackageName().split("\\.", 4);
        return "/" + names[0] + "/" + names[1] + "/" + names[2] + "/";
    }

    private static Path classes(Class<?> anchor) {
        try {
            return Path.of(
                    anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the location of " + anchor + " is not a URI", e);
        }
    }

    /** Assigns each package to its own slice, also one below another package. */
    private static final class ByPackage implements SliceAssignment {
        @Override
        public String getDescription() {
            return "packages";
        }

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }
    }
}
