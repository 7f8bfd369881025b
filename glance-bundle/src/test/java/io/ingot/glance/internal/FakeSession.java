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

/** Grants tokens {@code own-1}, {@code own-2} and so on, each kept until it is refused. */
final class FakeSession implements Session {
    private @Nullable ImageException failure;
    private Optional<String> project = Optional.of("ours");
    private Set<String> roles = Set.of("member");
    private int authentications;
    private @Nullable Grant current;
    private boolean fresh;
    private boolean hanging;

    FakeSession of(@Nullable String projectId, String... roleNames) {
        project = Optional.ofNullable(projectId);
        roles = Set.of(roleNames);
        return this;
    }

    /** From now on Keystone does not help. */
    FakeSession failing(ErrorCode code) {
        failure = new ImageException(code, "http://keystone.test/v3 says no");
        return this;
    }

    /** How often Keystone was asked for a token. */
    int authentications() {
        return authentications;
    }

    @Override
    public Grant grant(Call call) throws ImageException {
        if (hanging) {
            throw FakeGlance.hang(call);
        }
        Grant there = current;
        return there == null ? authenticate() : there;
    }

    @Override
    public Grant renew(Grant refused, Call call) throws ImageException {
        Grant there = current;
        return there == null || there.equals(refused) ? authenticate() : there;
    }

    /** From now on Keystone never answers. */
    FakeSession hanging() {
        hanging = true;
        return this;
    }

    /** From now on its newest grant is too new to be renewed for a user. */
    FakeSession fresh() {
        fresh = true;
        return this;
    }

    @Override
    public boolean isFresh(Grant grant) {
        return fresh && grant.equals(current);
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
