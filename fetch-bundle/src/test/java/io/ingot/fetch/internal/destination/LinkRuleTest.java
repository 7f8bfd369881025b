// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.common.file.FileAccess;
import io.ingot.common.file.TrustedUsers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkRuleTest {
    private static final TrustedUsers TRUSTED = new TrustedUsers(1000);

    @ParameterizedTest
    @CsvSource({
        "FILE, 1000, 0644, ''",
        "FILE, 1000, 0444, ''",
        "FILE, 0, 0755, ''",
        "FILE, 1000, 0664, others may write",
        "FILE, 0, 0646, others may write",
        "FILE, 4343, 0444, others may write",
        "FILE, 4343, 0000, others may write",
        "FILE, 1000, 4644, setuid",
        "FILE, 0, 2444, setuid",
        "FILE, 1000, 1444, setuid"
    })
    void onlyAFileThatTrustedUsersAloneMayWriteIsLinked(FileAccess.Kind kind, int owner, String mode, String obstacle) {
        FileAccess file = new FileAccess(kind, owner, owner, Integer.parseInt(mode, 8));
        assertThat(LinkRule.obstacle(file, TRUSTED).orElse("")).contains(obstacle);
        assertThat(LinkRule.obstacle(file, TRUSTED).isEmpty()).isEqualTo(obstacle.isEmpty());
    }
}
