// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.glance.internal.keystone.Catalog;
import io.ingot.glance.internal.keystone.Grant;
import io.ingot.glance.internal.keystone.Session;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A session that grants the tokens {@code own-1}, {@code own-2} and so on, each until it is rejected. */
final class FakeSession implements Session {
    private @Nullable ImageException failure;
    private Optional<String> project = Optional.of("ours");
    private Set<String> roles = Set.of("member");
    private int authentications;
    private @Nullable Grant current;
    private boolean isFresh;
    private boolean isHanging;

    FakeSession of(@Nullable String projectId, String... roleNames) {
        project = Optional.ofNullable(projectId);
        roles = Set.of(roleNames);
        return this;
    }

    /** From now on, Keystone fails. */
    FakeSession failing(ErrorCode code) {
        failure = new ImageException(code, "http://keystone.test/v3 fails");
        return this;
    }

    /** The number of authentications. */
    int authentications() {
        return authentications;
    }

    @Override
    public Grant grant(Call call) throws ImageException {
        if (isHanging) {
            throw FakeGlance.hang(call);
        }
        Grant grant = current;
        return grant == null ? authenticate() : grant;
    }

    @Override
    public Grant renew(Grant rejected, Call call) throws ImageException {
        Grant grant = current;
        return grant == null || grant.equals(rejected) ? authenticate() : grant;
    }

    /** From now on, Keystone never responds. */
    FakeSession hanging() {
        isHanging = true;
        return this;
    }

    /** From now on, the newest grant is fresh. */
    FakeSession fresh() {
        isFresh = true;
        return this;
    }

    @Override
    public boolean isFresh(Grant grant) {
        return isFresh && grant.equals(current);
    }

    private Grant authenticate() throws ImageException {
        if (failure != null) {
            throw failure;
        }
        authentications++;
        Catalog catalog = filter -> List.of(ImageReference.parse("http://catalogued.test:9292/v2/"));
        Grant grant = new Grant(Secret.of("own-" + authentications), project, roles, catalog);
        current = grant;
        return grant;
    }
}
