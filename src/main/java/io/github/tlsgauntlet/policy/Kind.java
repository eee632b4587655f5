package io.github.tlsgauntlet.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of rules, by the field that makes a rule one of them. */
enum Kind {
  REQUIRE_VERSIONS,
  ALLOW_VERSIONS,
  FORBID_VERSIONS,
  ALLOW_SUITES("in"),
  FORBID_SUITES("in"),
  ALLOW_GROUPS("in"),
  REQUIRE_GROUPS("in"),
  LEAST_RSA_BITS("of"),
  LEAST_EC_BITS("of"),
  LEAST_DH_BITS,
  ALLOW_KEYS("of"),
  ALLOW_CURVES("of"),
  ALLOW_SIGNATURES("of"),
  FORBID_SIGNATURES("of"),
  MOST_DAYS("of"),
  SERVER_ORDER("in"),
  LEAST_HSTS_SECONDS,
  LEAST_GRADE,
  REQUIRE_FEATURES,
  FORBID_FEATURES,
  FORBID_WEAKNESSES("exposed"),
  REQUIRE_CHAIN;

  private final List<String> options;

  Kind(String... options) {
    this.options = List.of(options);
  }

  /** The field's name. */
  String field() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The fields that may stand beside it. */
  List<String> options() {
    return options;
  }

  static Optional<Kind> of(String field) {
    return Arrays.stream(values()).filter(one -> one.field().equals(field)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Kind::field).toList();
  }
}
