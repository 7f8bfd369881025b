// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a date in the three forms of HTTP (RFC 9110 §5.6.7). A wrong weekday is tolerated, since the rest is
 * sufficient; anything else that deviates from these forms is not a date.
 */
final class HttpDate {
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final String DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
    private static final String LONG_DAY = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)";
    private static final String MONTH = "(?<month>" + String.join("|", MONTHS) + ")";
    private static final String TIME = "(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})";
    private static final Pattern IMF_FIXDATE =
            Pattern.compile(DAY + ", (?<day>[0-9]{2}) " + MONTH + " (?<year>[0-9]{4}) " + TIME + " GMT");
    private static final Pattern RFC_850 =
            Pattern.compile(LONG_DAY + ", (?<day>[0-9]{2})-" + MONTH + "-(?<year>[0-9]{2}) " + TIME + " GMT");
    private static final Pattern ASCTIME =
            Pattern.compile(DAY + " " + MONTH + " (?<day>[ 0-9][0-9]) " + TIME + " (?<year>[0-9]{4})");
    private static final int CENTURY = 100;
    private static final int FAR_FUTURE_YEARS = 50;

    private HttpDate() {}

    /**
     * Parses a date.
     *
     * @param now to expand a year of two digits: one that seems more than 50 years ahead is in the previous century
     */
    static Optional<Instant> parse(String text, Instant now) {
        for (Pattern form : List.of(IMF_FIXDATE, RFC_850, ASCTIME)) {
            Matcher parts = form.matcher(text.strip());
            if (parts.matches()) {
                return instant(parts, now);
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> instant(Matcher parts, Instant now) {
        try {
            LocalDateTime date = LocalDateTime.of(
                    number(parts, "year"),
                    MONTHS.indexOf(parts.group("month")) + 1,
                    number(parts, "day"),
                    number(parts, "hour"),
                    number(parts, "minute"),
                    number(parts, "second"));
            boolean shortYear = parts.group("year").length() == 2;
            return Optional.of((shortYear ? expandYear(date, now) : date).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDateTime expandYear(LocalDateTime date, Instant now) {
        LocalDateTime today = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        int century = today.getYear() - today.getYear() % CENTURY;
        LocalDateTime inThisCentury = date.withYear(century + date.getYear());
        return inThisCentury.isAfter(today.plusYears(FAR_FUTURE_YEARS))
                ? inThisCentury.minusYears(CENTURY)
                : inThisCentury;
    }

    private static int number(Matcher parts, String group) {
        return Integer.parseInt(parts.group(group).strip());
    }
}
