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

/** The regions of a cloud: {@code regions}, which may have values of their own, or {@code region_name}. */
final class Regions {
    private Regions() {}

    private record Region(String name, CloudSection values) {}

    /**
     * Returns the cloud with the values of a region.
     *
     * @param profile the profile of the cloud, whose regions apply if the cloud has none
     * @param requested the name of the region; the first one if absent
     * @param what the cloud, for messages
     * @throws ImageException INVALID_CONFIGURATION if the cloud lists regions, but not the requested one
     */
    static CloudSection choose(CloudSection cloud, CloudSection profile, Optional<String> requested, String what)
            throws ImageException {
        List<Region> regions = regionsOf(cloud, what);
        if (regions.isEmpty()) {
            regions = regionsOf(profile, what);
        }
        CloudSection merged = cloud.over(profile);
        if (regions.isEmpty()) {
            return merged;
        }
        Region region = regions.get(0);
        if (requested.isPresent()) {
            List<String> names = regions.stream().map(Region::name).toList();
            int index = names.indexOf(requested.get());
            if (index < 0) {
                throw new ImageException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "region " + Printable.quoted(requested.get()) + " is not in " + what + ", which has "
                                + Printable.names(names) + ": check io.ingot.glance/regionName");
            }
            region = regions.get(index);
        }
        return CloudSection.of(Map.of(CloudKey.REGION_NAME.spelling(), region.name()))
                .over(region.values())
                .over(merged);
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
        Map<String, Object> section = CloudSection.mapping(entry, "each of the regions of " + what);
        if (section.get("name") instanceof String name) {
            return new Region(
                    name,
                    CloudSection.of(
                            section.get("values"), "values of the region " + Printable.quoted(name) + " of " + what));
        }
        throw new ImageException(
                ErrorCode.INVALID_CONFIGURATION, "each of the regions of " + what + " must have a name");
    }
}
