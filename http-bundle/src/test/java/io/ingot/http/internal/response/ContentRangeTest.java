// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;

class ContentRangeTest {
    private static final long MAX = 999_999_999_999_999_999L;

    @Property
    void formattedRangeIsParsed(
            @ForAll @LongRange(min = 0, max = MAX) long a,
            @ForAll @LongRange(min = 0, max = MAX) long b,
            @ForAll @LongRange(min = 0, max = MAX) long total) {
        long first = Math.min(a, b);
        long last = Math.max(a, b);
        ContentRange unknown = new ContentRange(first, last, OptionalLong.empty());
        assertThat(ContentRange.parse("bytes " + first + "-" + last + "/*")).contains(unknown);
        assertThat(unknown.length()).isEqualTo(last - first + 1);
        assertThat(ContentRange.parse("Bytes " + first + "-" + last + "/" + total)
                        .isPresent())
                .isEqualTo(last < total);
    }

    @Property
    void rangeThatEndsBeforeItBeginsIsInvalid(
            @ForAll @LongRange(min = 0, max = MAX) long first, @ForAll @LongRange(min = 0, max = MAX) long last) {
        Assume.that(last < first);
        assertThat(ContentRange.parse("bytes " + first + "-" + last + "/*")).isEmpty();
    }

    @Property
    void parsedRangeIsConsistent(@ForAll @NumericChars @AlphaChars @Chars({' ', '-', '/', '*', '='}) String text) {
        ContentRange.parse("bytes " + text).ifPresent(range -> {
            assertThat(range.first()).isBetween(0L, range.last());
            assertThat(range.total().orElse(Long.MAX_VALUE)).isGreaterThan(range.last());
        });
    }
}
