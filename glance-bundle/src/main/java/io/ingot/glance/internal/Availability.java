// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.glance.internal.caller.AccountCaller;
import io.ingot.glance.internal.client.GlanceClient;
import io.ingot.glance.internal.client.GlanceFailure;
import io.ingot.glance.internal.client.GlanceRoute;
import io.ingot.glance.internal.document.JsonDocument;
import io.ingot.glance.internal.image.GlanceImage;
import io.ingot.glance.internal.image.GlanceImage.Visibility;
import io.ingot.glance.internal.keystone.Grant;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ImageException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether the configured account may use an image that Glance shows. Glance itself decides this for users and
 * anonymous callers. The configured account may see more images than it may use, for example as an administrator; an
 * image that its project may not use is reported as missing.
 */
final class Availability {
    private static final Logger LOG = LoggerFactory.getLogger(Availability.class);
    private static final int OK = 200;
    private static final String ADMIN = "admin";

    private final boolean adminsSeeAll;

    /** @param adminsSeeAll whether the role admin grants access to all images */
    Availability(boolean adminsSeeAll) {
        this.adminsSeeAll = adminsSeeAll;
    }

    /** @throws ImageException NOT_FOUND, as for an image that does not exist */
    void check(GlanceImage image, GlanceClient glance) throws ImageException {
        Optional<Grant> grant = glance.authContext().grant();
        if (glance.caller() instanceof AccountCaller && grant.isPresent() && !isVisible(grant.get(), image, glance)) {
            throw GlanceFailure.notFound(glance.id());
        }
    }

    private boolean isVisible(Grant grant, GlanceImage image, GlanceClient glance) throws ImageException {
        Visibility visibility = image.visibility();
        if (visibility == Visibility.PUBLIC || visibility == Visibility.COMMUNITY) {
            return true;
        }
        if (adminsSeeAll && grant.roles().contains(ADMIN)) {
            return true;
        }
        if (grant.project().isEmpty()) {
            return false;
        }
        boolean isOwner = grant.project().equals(image.owner());
        return switch (visibility) {
            case PRIVATE -> isOwner;
            case SHARED -> isOwner || isMember(grant.project().get(), glance);
            default -> false;
        };
    }

    /**
     * Whether the image is shared with a project, accepted or not: Glance serves it in both cases. False if the members
     * cannot be read, since an error would reveal that the image exists.
     */
    private static boolean isMember(String project, GlanceClient glance) throws ImageException {
        try {
            return glance.getBriefly(GlanceRoute.MEMBERS, response -> listsMember(project, glance.id(), response));
        } catch (ImageException e) {
            glance.call().check();
            LOG.error(
                    "Glance image {}: cannot read whether it is shared with project {}, treated as not found: {}",
                    glance.id(),
                    project,
                    e.getMessage());
            return false;
        }
    }

    private static boolean listsMember(String project, String id, HttpResponse response) throws ImageException {
        if (response.status() != OK) {
            throw GlanceFailure.of(response, id);
        }
        Map<String, @Nullable Object> document = JsonDocument.read(
                response.body(), "the members of Glance image " + id, "check that the endpoint is a Glance");
        return document.get("members") instanceof List<?> members
                && members.stream()
                        .anyMatch(
                                member -> member instanceof Map<?, ?> entry && project.equals(entry.get("member_id")));
    }
}
