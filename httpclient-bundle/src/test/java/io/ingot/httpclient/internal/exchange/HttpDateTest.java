// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tue, 15 Nov 2014 08:12:31 GMT",
                "Sat, 15 Nov 2014 08:12:31 GMT",
                "Tuesday, 15-Nov-14 08:12:31 GMT",
                "Tue Nov 15 08:12:31 2014",
                " Tue, 15 Nov 2014 08:12:31 GMT ",
            })
    @DisplayName("H-17, H-18, H-19: three forms, whatever the weekday")
    void threeFormsAreRead(String text) {
        assertThat(HttpDate.parse(text, NOW)).contains(Instant.parse("2014-11-15T08:12:31Z"));
    }

    @Test
    @DisplayName("H-19: asctime pads the day with a space")
    void dayOfAsctimeIsPaddedWithASpace() {
        assertThat(HttpDate.parse("Sun Nov  6 08:49:37 1994", NOW)).contains(Instant.parse("1994-11-06T08:49:37Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "Tue, 15 Nov 2014 08:12:31 +0000",
                "Tue, 15 Nov 2014 08:12:31 UTC",
                "2014-11-15T08:12:31Z",
                "Tue, 31 Feb 2014 08:12:31 GMT",
                "Tue, 15 Nov 2014 25:12:31 GMT",
                "Tue, 00 Nov 2014 08:12:31 GMT",
                "Tue, 15 nov 2014 08:12:31 GMT",
                "Tue, 15 Nov 2014 08:12:31 GMT; length=1",
                "Xyz, 15 Nov 2014 08:12:31 GMT",
            })
    @DisplayName("H-20: anything else is not a date")
    void anythingElseIsNotADate(String text) {
        assertThat(HttpDate.parse(text, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"26,2026", "76,2076", "77,1977", "99,1999", "00,2000"})
    @DisplayName("H-18: a year of two digits that seems over 50 years ahead is past")
    void shortYearThatSeemsFarAheadIsInThePast(String year, int expected) {
        assertThat(HttpDate.parse("Monday, 01-Jun-" + year + " 00:00:00 GMT", NOW))
                .map(date -> date.atOffset(ZoneOffset.UTC).getYear())
                .contains(expected);
    }

    @Property
    void formattedDateIsParsed(@ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second) {
        Instant date = Instant.ofEpochSecond(second);
        String text = DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(date);
        assertThat(HttpDate.parse(text, NOW)).contains(date);
    }

    @Property
    void noTextCausesAnException(@ForAll String text) {
        assertThatCode(() -> HttpDate.parse(text, NOW)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "120,120",
        " 7 ,7",
        "3600,3600",
        "3601,3600",
        "99999999999999999999,3600",
        "'Sun, 22 Nov 2026 00:01:00 GMT',60",
        "'Sun, 22 Nov 2027 00:01:00 GMT',3600"
    })
    void pauseIsSecondsOrADateAndAtMostAnHour(String text, long seconds) {
        assertThat(RetryAfter.parse(text, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "１２", "Sun, 22 Nov 2020 00:01:00 GMT"})
    void malformedOrPastPauseIsAbsent(String text) {
        assertThat(RetryAfter.parse(text, NOW)).isEmpty();
    }

    @Property
    void anyPauseIsWithinAnHour(@ForAll String text) {
        assertThat(RetryAfter.parse(text, NOW).orElse(Duration.ZERO))
                .isBetween(Duration.ZERO, Duration.of(1, ChronoUnit.HOURS));
    }
}
