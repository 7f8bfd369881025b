// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.common.settings.CommaList;
import io.ingot.common.text.Printable;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The regions of a cloud: {@code regions}, each perhaps with values of its own, or {@code region_name}. */
final class Regions {
    private Regions() {}

    private record Region(String name, CloudSection values) {}

    /**
     * The cloud in the region wanted, or else in its first.
     *
     * @param profile what the cloud builds upon, whose regions count if it has none itself
     * @param what the cloud, for messages
     * @throws ImageException INVALID_CONFIGURATION if it names regions, and not this one
     */
    static CloudSection choose(CloudSection cloud, CloudSection profile, Optional<String> wanted, String what)
            throws ImageException {
        List<Region> known = regionsOf(cloud, what);
        if (known.isEmpty()) {
            known = regionsOf(profile, what);
        }
        CloudSection whole = cloud.over(profile);
        if (known.isEmpty()) {
            return whole;
        }
        Region region = known.get(0);
        if (wanted.isPresent()) {
            List<String> names = known.stream().map(Region::name).toList();
            int index = names.indexOf(wanted.get());
            if (index < 0) {
                throw new ImageException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "no region " + Printable.quoted(wanted.get()) + " in " + what + ", which has: "
                                + Printable.names(names) + "; check io.ingot.glance/regionName");
            }
            region = known.get(index);
        }
        return CloudSection.of(Map.of(CloudKey.REGION_NAME.spelling(), region.name()))
                .over(region.values())
                .over(whole);
    }

    private static List<Region> regionsOf(CloudSection cloud, String what) throws ImageException {
        List<Region> regions = new ArrayList<>();
        Object listed = cloud.value(CloudKey.REGIONS.spelling());
        if (listed instanceof List<?> entries) {
            for (Object entry : entries) {
                regions.add(region(entry, what));
            }
        } else {
            for (String name : CommaList.of(cloud.text(CloudKey.REGION_NAME).orElse(""))) {
                regions.add(new Region(name, CloudSection.EMPTY));
            }
        }
        return regions;
    }

    private static Region region(@Nullable Object entry, String what) throws ImageException {
        if (entry instanceof String name) {
            return new Region(name, CloudSection.EMPTY);
        }
        Map<String, Object> facts = CloudSection.mapping(entry, "each of the regions of " + what);
        if (facts.get("name") instanceof String name) {
            return new Region(
                    name,
                    CloudSection.of(
                            facts.get("values"), "values of the region " + Printable.quoted(name) + " of " + what));
        }
        throw new ImageException(
                ErrorCode.INVALID_CONFIGURATION, "each of the regions of " + what + " must have a name");
    }
}
