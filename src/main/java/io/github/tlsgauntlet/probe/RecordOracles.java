package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.crypto.BulkCipher;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters.Authentication;
import io.github.tlsgauntlet.crypto.HashAlgorithm;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.probe.RecordRounds.Outcome;
import io.github.tlsgauntlet.probe.RecordTrial.Place;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Padding oracles of records in CBC: whether a server lets know what is wrong with a record that it
 * has decrypted. RFC 5246, Section 6.2.3.2, and Section 7.2.2 on bad_record_mac, have it answer
 * alike. The flaws follow R. Merget and others, "Scalable Scanning and Automatic Classification of
 * TLS Padding Oracle Vulnerabilities", USENIX Security 2019.
 *
 * <p>One suite is tried with all flaws, a suite of each other kind with a few: stacks have code of
 * their own for some ciphers. A server that answers alike costs each flaw one connection.
 */
final class RecordOracles {
  private static final List<RecordFlaw> ALL =
      EnumSet.complementOf(EnumSet.of(RecordFlaw.NONE)).stream().toList();

  private static final List<RecordFlaw> WITH_DATA =
      ALL.stream().filter(flaw -> !flaw.isEmpty()).toList();

  private static final List<RecordFlaw> EITHER =
      List.of(RecordFlaw.PADDING_MIDDLE, RecordFlaw.MAC_MIDDLE);

  private static final List<RecordFlaw> FEW =
      List.of(RecordFlaw.PADDING_MIDDLE, RecordFlaw.MAC_MIDDLE, RecordFlaw.EMPTY_MAC);

  /** Ciphers and MACs that stacks are known to have code of their own for. */
  private enum Kind {
    AES_SHA1,
    AES_SHA2,
    CAMELLIA,
    TRIPLE_DES
  }

  private final Tasks tasks;
  private final RecordRounds first;
  private final RecordRounds finished;
  private final RecordRounds later;
  private final List<RecordRounds> kinds;
  private final Map<RecordOracle, String> found = new EnumMap<>(RecordOracle.class);
  private final Map<RecordOracle, String> untold = new EnumMap<>(RecordOracle.class);
  private final List<CipherSuite> tried = new ArrayList<>();
  private String alike = "";
  private boolean triedLater;

  private RecordOracles(Tasks tasks, List<RecordTrial> trials) {
    this.tasks = tasks;
    RecordTrial trial = trials.get(0);
    this.first = RecordRounds.start(tasks, trial, ALL, ALL);
    this.finished = RecordRounds.start(tasks, trial.at(Place.FINISHED), EITHER, WITH_DATA);
    this.later = RecordRounds.start(tasks, trial.at(Place.AFTER_ANSWER), EITHER, WITH_DATA);
    this.kinds =
        trials.stream().skip(1).map(one -> RecordRounds.start(tasks, one, FEW, ALL)).toList();
  }

  /** What is found out in the end. */
  @FunctionalInterface
  interface Pending {
    /** Waits for it, and asks more where that is needed; not on a thread of the tasks. */
    List<Weakness> get() throws InterruptedException;
  }

  /**
   * Begins to ask.
   *
   * @param version the newest before TLS 1.3 in which the server takes a suite in CBC; any that it
   *     speaks where there is none
   * @param suites all that it takes there
   * @param client whom it asks for, and what it shows who asks it
   * @param http whether it was seen to answer requests of HTTP
   */
  static Pending start(
      Tasks tasks,
      Line line,
      ProtocolVersion version,
      List<CipherSuite> suites,
      ClientSettings client,
      boolean http) {
    if (suites.stream().noneMatch(Suites::isCbc)) {
      return () -> all(Exposure.SAFE, "It takes no suite in CBC.");
    }
    if (version.equals(Suites.SSL30)) {
      return () ->
          all(Exposure.UNTOLD, "It takes suites in CBC in SSL 3.0 alone, which checks no padding.");
    }
    List<RecordTrial> trials =
        ofEachKind(suites).stream()
            .map(suite -> new RecordTrial(line, version, suite, client, http, Place.DATA))
            .toList();
    return trials.isEmpty()
        ? () -> all(Exposure.UNTOLD, "This scan speaks none of its suites in CBC.")
        : new RecordOracles(tasks, trials)::told;
  }

  private static List<Weakness> all(Exposure exposure, String detail) {
    return EnumSet.allOf(RecordOracle.class).stream()
        .map(oracle -> oracle.told(exposure, detail))
        .toList();
  }

  private static List<CipherSuite> ofEachKind(List<CipherSuite> suites) {
    Map<Kind, CipherSuite> kinds = new EnumMap<>(Kind.class);
    suites.stream()
        .flatMap(suite -> CipherSuiteParameters.of(suite).stream())
        .filter(parameters -> parameters.bulk().mode() == BulkCipher.Mode.CBC)
        .sorted(Comparator.comparingInt(RecordOracles::cost))
        .forEach(parameters -> kinds.putIfAbsent(kind(parameters), parameters.suite()));
    return List.copyOf(kinds.values());
  }

  private static Kind kind(CipherSuiteParameters parameters) {
    return switch (parameters.bulk().algorithm()) {
      case "AES" ->
          parameters.mac().equals(Optional.of(HashAlgorithm.SHA1)) ? Kind.AES_SHA1 : Kind.AES_SHA2;
      case "DESede" -> Kind.TRIPLE_DES;
      default -> Kind.CAMELLIA;
    };
  }

  /** Elliptic curves and signatures first; the longest MAC, which stacks handle least often. */
  private static int cost(CipherSuiteParameters parameters) {
    int exchange =
        switch (parameters.keyExchange()) {
          case ECDHE, TLS13 -> 0;
          case RSA -> 1;
          case DHE -> 2;
          case PSK, RSA_PSK, DHE_PSK, ECDHE_PSK -> 3;
        };
    int anonymous = parameters.authentication() == Authentication.ANONYMOUS ? 1 : 0;
    int mac = parameters.mac().map(HashAlgorithm::length).orElse(0);
    return (anonymous * 4 + exchange) * 100 - mac;
  }

  private List<Weakness> told() throws InterruptedException {
    Outcome outcome = first.settle();
    if (outcome instanceof Outcome.Unreached) {
      RecordRounds only =
          RecordRounds.startControlled(tasks, first.trial().at(Place.FINISHED), WITH_DATA);
      take(only.trial(), only.settle());
      return weaknesses();
    }
    take(first.trial(), outcome);
    if (found.isEmpty()) {
      take(finished.trial(), finished.settle());
      later();
    } else {
      untold.put(
          RecordOracle.SLEEPING_POODLE,
          "The first record is an oracle; later ones were not tried.");
    }
    for (RecordRounds one : kinds) {
      take(one.trial(), one.settle());
    }
    return weaknesses();
  }

  private void later() throws InterruptedException {
    RecordRounds rounds = later;
    Outcome outcome = rounds.settle();
    if (outcome instanceof Outcome.Unreached) {
      rounds = RecordRounds.start(tasks, first.trial().at(Place.AFTER_RECORD), EITHER, WITH_DATA);
      outcome = rounds.settle();
    }
    triedLater = outcome instanceof Outcome.Alike || outcome instanceof Outcome.Different;
    if (outcome instanceof Outcome.Different different) {
      Map<RecordOracle, RecordJudge.Finding> findings = RecordJudge.judge(different.answers());
      for (Map.Entry<RecordOracle, RecordJudge.Finding> one : findings.entrySet()) {
        if (!found.containsKey(one.getKey())) {
          found.putIfAbsent(
              RecordOracle.SLEEPING_POODLE,
              words(rounds.trial(), one.getValue(), different.answers().size()));
        }
      }
    } else if (outcome instanceof Outcome.Untold reason) {
      untold.putIfAbsent(RecordOracle.SLEEPING_POODLE, reason.reason());
    } else if (outcome instanceof Outcome.Unreached) {
      untold.putIfAbsent(RecordOracle.SLEEPING_POODLE, "A record after others could not be sent.");
    }
  }

  private void take(RecordTrial trial, Outcome outcome) {
    if (outcome instanceof Outcome.Different different) {
      tried.add(trial.suite());
      RecordJudge.judge(different.answers())
          .forEach(
              (oracle, finding) ->
                  found.merge(
                      oracle,
                      words(trial, finding, different.answers().size()),
                      (before, now) -> before.startsWith("A weak") ? now : before));
    } else if (outcome instanceof Outcome.Alike same) {
      tried.add(trial.suite());
      if (alike.isEmpty()) {
        alike = same.reaction().words();
      }
    } else {
      String reason =
          outcome instanceof Outcome.Untold told
              ? told.reason()
              : "A handshake with " + trial.suite() + " did not come so far.";
      EnumSet.allOf(RecordOracle.class).forEach(oracle -> untold.putIfAbsent(oracle, reason));
    }
  }

  private static String words(RecordTrial trial, RecordJudge.Finding finding, int records) {
    boolean encrypted = trial.place() != Place.FINISHED;
    return (finding.strong() ? "A strong oracle with " : "A weak oracle with ")
        + trial.suite()
        + switch (trial.place()) {
          case DATA -> "";
          case FINISHED -> ", in place of Finished";
          case AFTER_ANSWER -> ", once a request was answered";
          case AFTER_RECORD -> ", after a good record";
        }
        + ". "
        + finding.one()
        + " So it was in each of "
        + RecordRounds.ROUNDS
        + " rounds of "
        + records
        + " records."
        + (encrypted && finding.hidden()
            ? " Its alerts are encrypted: who only listens sees no difference."
            : "");
  }

  private List<Weakness> weaknesses() {
    List<Weakness> all = new ArrayList<>();
    for (RecordOracle oracle : RecordOracle.values()) {
      String seen = found.get(oracle);
      String unknown = untold.get(oracle);
      all.add(
          seen != null
              ? oracle.told(Exposure.VULNERABLE, seen)
              : unknown != null
                  ? oracle.told(Exposure.UNTOLD, unknown)
                  : oracle.told(Exposure.SAFE, safe()));
    }
    return all;
  }

  private String safe() {
    return (alike.isEmpty()
            ? "Its answers to flawed records tell no such thing; tried with "
            : "Whatever was wrong with a record, it " + alike + "; tried with ")
        + String.join(", ", Set.copyOf(tried).stream().map(CipherSuite::toString).sorted().toList())
        + (triedLater ? ", after other records too." : ".");
  }
}
