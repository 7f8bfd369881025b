// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.absence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A parsed LDAP filter of a requirement (RFC 4515). */
sealed interface LdapFilter {
    /** Matches if all parts match. */
    record And(List<LdapFilter> parts) implements LdapFilter {}

    /** Matches if any part matches. */
    record Or(List<LdapFilter> parts) implements LdapFilter {}

    /** Matches if the part does not. */
    record Not(LdapFilter part) implements LdapFilter {}

    /** Compares an attribute with a value; the operator is {@code =}, {@code >=}, {@code <=} or {@code ~=}. */
    record Compare(String attribute, String operator, String value) implements LdapFilter {}

    /** Parses a filter; empty if it is malformed or nested too deeply. */
    static Optional<LdapFilter> parse(String text) {
        Parser parser = new Parser(text);
        try {
            LdapFilter filter = parser.filter(0);
            parser.skipBlanks();
            return parser.at == text.length() ? Optional.of(filter) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A recursive-descent parser. */
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
            skipBlanks();
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
            skipBlanks();
            while (peek() == '(') {
                parts.add(filter(depth + 1));
                skipBlanks();
            }
            return parts;
        }

        private static LdapFilter only(List<LdapFilter> parts) {
            if (parts.size() != 1) {
                throw new IllegalArgumentException("! must have one filter");
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

        private void skipBlanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private void expect(char expected) {
            skipBlanks();
            if (peek() != expected) {
                throw new IllegalArgumentException("expected " + expected);
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
