// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.absence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An LDAP filter, as requirements have it, taken apart. */
sealed interface LdapFilter {
    /** All of them. */
    record And(List<LdapFilter> parts) implements LdapFilter {}

    /** Any of them. */
    record Or(List<LdapFilter> parts) implements LdapFilter {}

    /** Not this one. */
    record Not(LdapFilter part) implements LdapFilter {}

    /** An attribute and a value; the operator is {@code =}, {@code >=}, {@code <=} or {@code ~=}. */
    record Compare(String attribute, String operator, String value) implements LdapFilter {}

    /** Takes a filter apart; empty if it is malformed or nested too deeply. */
    static Optional<LdapFilter> parse(String text) {
        Parser parser = new Parser(text);
        try {
            LdapFilter filter = parser.filter(0);
            parser.blanks();
            return parser.at == text.length() ? Optional.of(filter) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Reads from left to right. */
    final class Parser {
        private static final int MAX_DEPTH = 50;

        private final String text;
        private int at;

        private Parser(String text) {
            this.text = text;
        }

        private LdapFilter filter(int depth) {
            if (depth > MAX_DEPTH) {
                throw new IllegalArgumentException("nested too deeply");
            }
            expect('(');
            blanks();
            LdapFilter filter = switch (peek()) {
                case '&' -> new And(parts(depth));
                case '|' -> new Or(parts(depth));
                case '!' -> new Not(only(parts(depth)));
                default -> compare();
            };
            expect(')');
            return filter;
        }

        private List<LdapFilter> parts(int depth) {
            at++;
            List<LdapFilter> parts = new ArrayList<>();
            blanks();
            while (peek() == '(') {
                parts.add(filter(depth + 1));
                blanks();
            }
            return parts;
        }

        private static LdapFilter only(List<LdapFilter> parts) {
            if (parts.size() != 1) {
                throw new IllegalArgumentException("! takes one filter");
            }
            return parts.get(0);
        }

        private LdapFilter compare() {
            int start = at;
            while ("=<>~()".indexOf(peek()) < 0) {
                at++;
            }
            String attribute = text.substring(start, at).strip();
            int operator = at;
            if (peek() != '=') {
                at++;
            }
            expect('=');
            return new Compare(attribute, text.substring(operator, at), value());
        }

        private String value() {
            StringBuilder value = new StringBuilder();
            while (peek() != ')') {
                if (peek() == '\\') {
                    at++;
                }
                value.append(peek());
                at++;
            }
            return value.toString();
        }

        private void blanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private void expect(char wanted) {
            blanks();
            if (peek() != wanted) {
                throw new IllegalArgumentException("expected " + wanted);
            }
            at++;
        }

        private char peek() {
            if (at >= text.length()) {
                throw new IllegalArgumentException("ends too early");
            }
            return text.charAt(at);
        }
    }
}
