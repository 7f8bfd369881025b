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
 * Whether an image that Glance shows is for this caller. Of a user, and of nobody, Glance itself has judged. Our own account
 * is perhaps shown more than images are meant for: what is not its project's is hidden from it, in the words for what is not
 * there.
 */
final class Availability {
    private static final Logger LOG = LoggerFactory.getLogger(Availability.class);
    private static final int OK = 200;
    private static final String ADMIN = "admin";

    private final boolean adminsSeeAll;

    /** By the setting {@code ignoreProjectCheckForAdminTasks}. */
    Availability(boolean adminsSeeAll) {
        this.adminsSeeAll = adminsSeeAll;
    }

    /** @throws ImageException NOT_FOUND, as for an image that is not there */
    void check(GlanceImage image, GlanceClient glance) throws ImageException {
        Optional<Grant> own = glance.authContext().grant();
        if (glance.caller() instanceof AccountCaller && own.isPresent() && !isVisible(own.get(), image, glance)) {
            throw GlanceFailure.notFound(glance.id());
        }
    }

    private boolean isVisible(Grant own, GlanceImage image, GlanceClient glance) throws ImageException {
        Visibility visibility = image.visibility();
        if (visibility == Visibility.PUBLIC || visibility == Visibility.COMMUNITY) {
            return true;
        }
        if (adminsSeeAll && own.roles().contains(ADMIN)) {
            return true;
        }
        if (own.project().isEmpty()) {
            return false;
        }
        boolean owned = own.project().equals(image.owner());
        return switch (visibility) {
            case PRIVATE -> owned;
            case SHARED -> owned || isMember(own.project().get(), glance);
            default -> false;
        };
    }

    /**
     * Whether the image is shared with a project, accepted or not: Glance makes no difference to who may have it. If that
     * cannot be told it is not, whatever the reason: an error would tell that the image is there.
     */
    private static boolean isMember(String project, GlanceClient glance) throws ImageException {
        try {
            return glance.getBriefly(GlanceRoute.MEMBERS, answer -> listsMember(project, glance.id(), answer));
        } catch (ImageException e) {
            glance.call().check();
            LOG.error(
                    "whether Glance image {} is shared with project {} cannot be told, so it is taken for hidden: {}",
                    glance.id(),
                    project,
                    e.getMessage());
            return false;
        }
    }

    private static boolean listsMember(String project, String id, HttpResponse answer) throws ImageException {
        if (answer.status() != OK) {
            throw GlanceFailure.of(answer, id);
        }
        Map<String, @Nullable Object> document = JsonDocument.read(
                answer.body(), "the members of Glance image " + id, "check that Glance is at the endpoint asked");
        return document.get("members") instanceof List<?> members
                && members.stream()
                        .anyMatch(
                                member -> member instanceof Map<?, ?> known && project.equals(known.get("member_id")));
    }
}
