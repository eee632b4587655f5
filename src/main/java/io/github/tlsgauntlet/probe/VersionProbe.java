package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Finds out whether a server speaks a version, and with which cipher suites. */
final class VersionProbe {
  /** As many as hellos of browsers and OpenSSL have; some servers choke on more. */
  private static final int FEW = 60;

  private final Line line;
  private Hello all;
  private Optional<ProtocolVersion> answered = Optional.empty();
  private Optional<FirstFlight> latest = Optional.empty();

  /** Known from the first answer on, long before all suites are. */
  private final CompletableFuture<Optional<FirstFlight>> spoken = new CompletableFuture<>();

  /**
   * What was found, and the answers that it rests on.
   *
   * @param facts what a report shows
   * @param flights one for each suite, in the order of the suites
   * @param needsShares whether a hello without key shares is refused (TLS 1.3)
   * @param refusal the last answer, where no suite was found
   */
  record Result(
      VersionFacts facts,
      List<FirstFlight> flights,
      boolean needsShares,
      Optional<FirstFlight> refusal) {
    Result {
      flights = List.copyOf(flights);
    }

    /**
     * What the server answers to a hello with all groups and schemes of the version, and these
     * suites: the first of them that it chose when it was offered all.
     */
    Optional<FirstFlight> answerTo(List<CipherSuite> suites) {
      return flights.stream()
          .filter(
              flight ->
                  flight.hello().map(ServerHello::cipherSuite).filter(suites::contains).isPresent())
          .findFirst();
    }

    /** What decides whether the version is spoken. */
    Optional<FirstFlight> deciding() {
      return flights.stream().findFirst().or(() -> refusal);
    }
  }

  VersionProbe(Line line, ProtocolVersion version, Optional<String> serverName) {
    this.line = line;
    this.all = Hello.all(version, serverName);
  }

  /** The first answer in the version, waited for; empty where the server does not speak it. */
  Optional<FirstFlight> first() throws InterruptedException {
    try {
      return spoken.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A probe failed", e.getCause());
    }
  }

  Result run() {
    try {
      return find();
    } finally {
      spoken.complete(Optional.empty());
    }
  }

  private Result find() {
    Elimination<CipherSuite> found = eliminate(all.suites());
    if (found.chosen().isEmpty()
        && all.version().equals(ProtocolVersion.TLS13)
        && !saysVersion(found.last())) {
      // Without a key share a server may ask for one, and some can't.
      all = all.shares(Shares.of(all.groups(), line.random()));
      found = eliminate(all.suites());
    }
    if (found.chosen().isEmpty() && saysVersion(found.last())) {
      return new Result(refused(found.last()), List.of(), false, latest);
    }
    if (found.chosen().isEmpty() && all.suites().size() > FEW) {
      // Whoever refuses so long a list may take a short one.
      found = eliminate(Suites.usual(all.version()));
    }
    if (found.chosen().isEmpty()) {
      return new Result(refused(found.last()), List.of(), false, latest);
    }
    List<CipherSuite> suites = found.values();
    Preference preference =
        found.last() instanceof Ending.Silence
            ? Preference.UNTOLD
            : Elimination.preference(
                suites, suite -> !Suites.isChaCha(suite), this::ask, this::choice);
    List<SuiteFacts> facts = new ArrayList<>();
    List<FirstFlight> flights = new ArrayList<>();
    for (Elimination.Chosen<CipherSuite> one : found.chosen()) {
      flights.add(one.flight());
      facts.add(ExchangeStrength.of(one.value(), one.flight(), all.version()));
    }
    return new Result(
        new VersionFacts(
            all.version().toString(),
            Answer.YES,
            found.isExhausted()
                ? ""
                : VersionFacts.MORE + "in the end it " + Words.of(found.last()),
            facts,
            preference,
            preference == Preference.SERVER && prefersChaCha(suites)),
        flights,
        !all.shares().isEmpty(),
        Optional.empty());
  }

  /** A clear word: nothing else in the hello is at fault. */
  private static boolean saysVersion(Ending ending) {
    return ending instanceof Ending.Alert alert
        && alert.description().equals(AlertDescription.PROTOCOL_VERSION);
  }

  private Elimination<CipherSuite> eliminate(List<CipherSuite> suites) {
    Elimination<CipherSuite> found = Elimination.run(suites, this::ask, this::choice);
    if (!brokeOff(found)) {
      return found;
    }
    List<Elimination.Chosen<CipherSuite>> chosen = new ArrayList<>(found.chosen());
    List<CipherSuite> left = new ArrayList<>(suites);
    left.removeAll(found.values());
    Ending last = found.last();
    for (List<CipherSuite> family : Suites.families(left)) {
      Elimination<CipherSuite> more =
          Elimination.run(
              family, offered -> heard(offered, line.askOnce(all.suites(offered))), this::choice);
      chosen.addAll(more.chosen());
      last = more.last();
    }
    return new Elimination<>(chosen, chosen.isEmpty() ? found.last() : last);
  }

  /** Whether it gave up in the middle, rather than find that both sides have nothing in common. */
  private static boolean brokeOff(Elimination<CipherSuite> found) {
    return found.last() instanceof Ending.Alert alert
        // OpenSSL says so too of a version that its security level forbids.
        ? alert.description().equals(AlertDescription.INTERNAL_ERROR) && !found.chosen().isEmpty()
        : found.last() instanceof Ending.Fin || found.last() instanceof Ending.Reset;
  }

  private FirstFlight ask(List<CipherSuite> suites) {
    FirstFlight flight = line.ask(all.suites(suites));
    answered = flight.version();
    return heard(suites, flight);
  }

  private FirstFlight heard(List<CipherSuite> offered, FirstFlight flight) {
    latest = Optional.of(flight);
    if (choice(flight).filter(offered::contains).isPresent()) {
      spoken.complete(Optional.of(flight));
    }
    return flight;
  }

  private Optional<CipherSuite> choice(FirstFlight flight) {
    return flight.version().filter(all.version()::equals).isPresent()
        ? flight.hello().map(ServerHello::cipherSuite)
        : Optional.empty();
  }

  private VersionFacts refused(Ending last) {
    return answered
        .map(version -> none(Answer.NO, "It answers with " + version + " instead."))
        .orElseGet(
            () ->
                none(
                    Line.isRefusal(last) ? Answer.NO : Answer.UNTOLD,
                    "It " + Words.of(last) + "."));
  }

  private VersionFacts none(Answer offered, String detail) {
    return new VersionFacts(
        all.version().toString(), offered, detail, List.of(), Preference.UNTOLD, false);
  }

  private boolean prefersChaCha(List<CipherSuite> suites) {
    if (Suites.isChaCha(suites.get(0)) || suites.stream().noneMatch(Suites::isChaCha)) {
      return false;
    }
    List<CipherSuite> first = new ArrayList<>(suites);
    first.sort(Collections.reverseOrder(java.util.Comparator.comparing(Suites::isChaCha)));
    return choice(ask(first)).map(Suites::isChaCha).orElse(false);
  }
}
