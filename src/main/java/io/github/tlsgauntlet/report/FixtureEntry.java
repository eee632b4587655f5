package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.pki.Expectation;
import io.github.tlsgauntlet.pki.Fixture;
import io.github.tlsgauntlet.pki.Profile;
import io.github.tlsgauntlet.pki.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One fixture as the page and {@code index.json} show it.
 *
 * @param folder its folder, from the page's
 * @param letter the colour of what to do with it
 * @param expected what to do with it, in words
 * @param note what is missing and why; empty where nothing is
 */
record FixtureEntry(
    String id,
    String role,
    String group,
    String title,
    String folder,
    String letter,
    String expected,
    Map<String, String> expectations,
    List<String> alerts,
    String reference,
    String why,
    String control,
    String name,
    String presentation,
    List<String> files,
    String note,
    String openssl,
    String keytool) {
  static FixtureEntry of(
      Fixture fixture, List<String> files, String note, String openssl, String keytool) {
    Scenario scenario = fixture.scenario();
    Expectation plain = scenario.expectation(Profile.RFC5280);
    boolean same = Arrays.stream(Profile.values()).allMatch(p -> scenario.expectation(p) == plain);
    Map<String, String> expectations = new TreeMap<>();
    for (Profile profile : Profile.values()) {
      expectations.put(word(profile), word(scenario.expectation(profile)));
    }
    return new FixtureEntry(
        scenario.id(),
        word(fixture.role()),
        scenario.group(),
        scenario.title(),
        word(fixture.role()) + "/" + scenario.id(),
        plain == Expectation.ACCEPT ? "P" : plain == Expectation.REJECT ? "F" : "W",
        same ? word(plain) : "per profile",
        expectations,
        scenario.alerts(),
        scenario.reference(),
        scenario.why().strip(),
        scenario.control().orElse(""),
        fixture.referenceName(),
        word(scenario.presentation()),
        files,
        note,
        openssl,
        keytool);
  }

  /** A to take it, R to refuse it, E for either. */
  String mark() {
    return letter.equals("P") ? "A" : letter.equals("F") ? "R" : "E";
  }

  String alertsInWords() {
    return String.join(", ", alerts);
  }

  String profilesInWords() {
    return expected.equals("per profile")
        ? String.join(
            ", ",
            expectations.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList())
        : "";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
