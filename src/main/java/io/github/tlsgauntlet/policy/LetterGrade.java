package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.ServerFacts;
import java.util.List;
import java.util.Optional;

/**
 * One letter for a server, by the rules of the SSL Labs rating guide 2009r (2025-05-16), as this
 * project reads them; the grade is this project's own.
 *
 * <p>A server with TLS 1.3 alone keeps the rule "no TLS 1.2", which is about servers that have
 * nothing better than TLS 1.1. Forward secrecy and authenticated encryption are judged by what a
 * client that takes everything gets in TLS 1.2 and in TLS 1.3. Curves count as RSA keys of their
 * strength (NIST SP 800-57 Part 1, Table 2).
 *
 * @param letter A+, A, A-, B, C, D, E, F, T (not trusted) or M (another name); empty where there is
 *     none
 * @param besidesTrust the letter if the certificate were trusted and for the name; empty where
 *     there is none
 * @param score the parts of the score; empty where there is no letter
 * @param caps why the letter is no better than it is
 * @param inconclusive what could not be told, and might make it worse
 * @param reason why there is no letter; empty where there is one
 */
public record LetterGrade(
    Optional<String> letter,
    Optional<String> besidesTrust,
    Optional<Score> score,
    List<Cap> caps,
    List<String> inconclusive,
    String reason) {
  /** What to call it. */
  public static final String TITLE = "Letter grade";

  /** Whose rules it follows. */
  public static final String RULES = "By the rules of the SSL Labs rating guide 2009r (2025-05-16)";

  /**
   * The score, each part from 0 to 100.
   *
   * @param protocol of the versions
   * @param keyExchange of the key and the finite-field groups
   * @param cipher of the suites
   */
  public record Score(double protocol, double keyExchange, double cipher) {
    private static final double PROTOCOL = 0.3;
    private static final double KEY_EXCHANGE = 0.3;
    private static final double CIPHER = 0.4;

    /** 30 %, 30 % and 40 % of the parts; 0 when one of them is 0. */
    public double total() {
      return protocol == 0 || keyExchange == 0 || cipher == 0
          ? 0
          : protocol * PROTOCOL + keyExchange * KEY_EXCHANGE + cipher * CIPHER;
    }
  }

  /**
   * Something that keeps the letter down.
   *
   * @param most the best letter that it leaves
   * @param reason what was seen
   */
  public record Cap(String most, String reason) {}

  public LetterGrade {
    caps = List.copyOf(caps);
    inconclusive = List.copyOf(inconclusive);
  }

  /**
   * The grade of a server.
   *
   * @param facts what a scan found; without its versions, its suites or its key there is no letter
   */
  public static LetterGrade of(ServerFacts facts) {
    return Grader.grade(facts);
  }

  static LetterGrade none(String reason) {
    return new LetterGrade(
        Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), reason);
  }
}
