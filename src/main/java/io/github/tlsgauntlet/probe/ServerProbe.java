package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.probe.KeyExchangeParameters.DiffieHellman;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** Finds out all about one server. */
public final class ServerProbe {
  private static final List<ProtocolVersion> VERSIONS =
      List.of(
          Suites.SSL30,
          ProtocolVersion.TLS10,
          ProtocolVersion.TLS11,
          ProtocolVersion.TLS12,
          ProtocolVersion.TLS13);

  private final ProbeSettings settings;
  private final Line line;
  private final Clock clock;

  private ServerProbe(ProbeSettings settings, Dialer dialer, Clock clock) {
    this.settings = settings;
    this.line = new Line(dialer, settings.timeout());
    this.clock = clock;
  }

  /**
   * Probes a server. What cannot be found out is told as such; nothing is thrown for it.
   *
   * @param settings how
   * @param dialer the way to it
   * @param clock what its certificates are judged by
   * @throws InterruptedException if the thread is interrupted; all connections end with it
   */
  public static ServerFacts probe(ProbeSettings settings, Dialer dialer, Clock clock)
      throws InterruptedException {
    return new ServerProbe(settings, dialer, clock).run();
  }

  private ServerFacts run() throws InterruptedException {
    Instant began = clock.instant();
    // Certificates may be judged by another clock than the one that runs.
    Instant met = Instant.now();
    long start = System.nanoTime();
    try (Tasks tasks = new Tasks(settings.connections())) {
      Tasks.Pending<VersionFacts> oldest = tasks.add(() -> new Ssl2Probe(line).run());
      Map<ProtocolVersion, VersionProbe.Result> versions = versions(tasks);
      List<VersionFacts> facts = new ArrayList<>(List.of(oldest.get()));
      versions.values().forEach(result -> facts.add(result.facts()));
      return new Details(versions, facts, tasks, met).gather(began, start);
    }
  }

  private Map<ProtocolVersion, VersionProbe.Result> versions(Tasks tasks)
      throws InterruptedException {
    List<Tasks.Pending<VersionProbe.Result>> pending = new ArrayList<>();
    for (ProtocolVersion version : VERSIONS) {
      pending.add(tasks.add(() -> new VersionProbe(line, version, settings.serverName()).run()));
    }
    Map<ProtocolVersion, VersionProbe.Result> results = new LinkedHashMap<>();
    for (int i = 0; i < VERSIONS.size(); i++) {
      results.put(VERSIONS.get(i), pending.get(i).get());
    }
    return results;
  }

  /** What is asked once the versions and their suites are known. */
  private final class Details {
    private final Map<ProtocolVersion, VersionProbe.Result> versions;
    private final List<VersionFacts> facts;
    private final Tasks tasks;
    private final List<Tasks.Pending<List<Fact>>> features = new ArrayList<>();
    private final List<Tasks.Pending<Weakness>> weaknesses = new ArrayList<>();
    private final List<HandshakeOutcome> proofs = new ArrayList<>();
    private final List<ServerClock.Dated> dated = new CopyOnWriteArrayList<>();
    private final Instant met;

    private Details(
        Map<ProtocolVersion, VersionProbe.Result> versions,
        List<VersionFacts> facts,
        Tasks tasks,
        Instant met) {
      this.versions = versions;
      this.met = met;
      this.facts = facts;
      this.tasks = tasks;
    }

    private VersionProbe.Result result(ProtocolVersion version) {
      return Objects.requireNonNull(versions.get(version), version.toString());
    }

    private boolean speaks(ProtocolVersion version) {
      return !result(version).flights().isEmpty();
    }

    private Optional<ProtocolVersion> newestBefore13() {
      return VERSIONS.stream()
          .filter(version -> !version.equals(ProtocolVersion.TLS13) && speaks(version))
          .reduce((older, newer) -> newer);
    }

    private List<CipherSuite> suites(ProtocolVersion version) {
      return result(version).facts().suites().stream().map(SuiteFacts::suite).toList();
    }

    private boolean asks(Part... parts) {
      return Arrays.stream(parts).anyMatch(settings.parts()::contains);
    }

    private ServerFacts gather(Instant began, long start) throws InterruptedException {
      // What takes no client goes first, and is not waited for.
      List<Tasks.Pending<Optional<GroupFacts>>> groups = asks(Part.GROUPS) ? groups() : List.of();
      List<Tasks.Pending<FirstFlight>> unnamed = asks(Part.CHAIN) ? withoutName() : List.of();
      ClientSettings client = client();
      boolean full = VERSIONS.stream().anyMatch(this::speaks);
      List<Tasks.Pending<Optional<SchemeFacts>>> schemes =
          asks(Part.SIGNATURES) ? schemes(client) : List.of();
      Tasks.Pending<ClientAuthenticationFacts> authentication =
          tasks.add(
              () ->
                  full && asks(Part.CLIENT)
                      ? new ClientAuthenticationProbe(line, settings.http()).run(client)
                      : ClientAuthenticationProbe.from(versions.values()));
      Tasks.Pending<Optional<HttpFacts>> http =
          tasks.add(
              () ->
                  full && settings.http() && asks(Part.HTTP, Part.FEATURES, Part.WEAKNESSES)
                      ? Http.facts(
                          line,
                          client,
                          head ->
                              Http.date(head)
                                  .map(text -> new ServerClock.Dated(text, Instant.now()))
                                  .ifPresent(dated::add))
                      : Optional.<HttpFacts>empty());
      HostProbe host = new HostProbe(settings, tasks);
      if (asks(Part.FEATURES, Part.WEAKNESSES)) {
        features(client, full);
      }
      if (asks(Part.WEAKNESSES)) {
        weaknesses(client);
      }
      // Asked last: how records are answered is only understood where it is known what is spoken.
      Optional<RecordOracles.Pending> oracles =
          asks(Part.WEAKNESSES) ? oracles(http.get().isPresent()) : Optional.empty();
      List<DhFacts> dh = DhProbe.facts(diffieHellman());
      List<Fact> found = new ArrayList<>();
      for (Tasks.Pending<List<Fact>> one : features) {
        found.addAll(one.get());
      }
      List<GroupFacts> foundGroups = present(groups);
      List<SchemeFacts> foundSchemes = present(schemes);
      ClientAuthenticationFacts asked = authentication.get();
      List<ChainFacts> chains =
          asks(Part.CHAIN, Part.FEATURES, Part.WEAKNESSES) ? chains(began, unnamed) : List.of();
      found.addAll(fromFlights());
      found.add(stapling(chains));
      found.addAll(Staples.kept(chains));
      SeenHellos seen = seen();
      found.addAll(seen.facts());
      Optional<HttpFacts> answered = http.get();
      found.addAll(ServerClock.facts(seen.oldRandoms(), met, dated.stream().findFirst()));
      List<Weakness> weak = new ArrayList<>();
      if (asks(Part.WEAKNESSES)) {
        weak.addAll(new OfferedWeaknesses(facts, dh, chains, found, answered).all());
        weak.addAll(new ResumptionWeaknesses(found).all());
        weak.add(KnownKeys.weakness(chains, settings.checks().weakKeys()));
      }
      for (Tasks.Pending<Weakness> one : weaknesses) {
        weak.add(one.get());
      }
      if (oracles.isPresent()) {
        weak.addAll(oracles.get().get());
      }
      return new ServerFacts(
          settings.target(),
          settings.address(),
          settings.serverName(),
          began,
          Duration.ofNanos(System.nanoTime() - start),
          line.connections(),
          facts,
          foundGroups,
          foundSchemes,
          dh,
          asks(Part.CHAIN) ? chains : List.of(),
          asked,
          asks(Part.FEATURES) ? found : List.of(),
          weak,
          asks(Part.HTTP) ? answered : Optional.empty(),
          host.facts());
    }

    private ClientSettings client() throws InterruptedException {
      List<ProtocolVersion> spoken = new ArrayList<>();
      for (ProtocolVersion version : List.of(ProtocolVersion.TLS13, ProtocolVersion.TLS12)) {
        if (speaks(version)) {
          spoken.add(version);
        }
      }
      ClientSettings.Builder builder =
          ClientSettings.builder()
              .serverName(settings.serverName())
              .credential(settings.credential())
              .stapling(true)
              .extensions(List.of(Extension.empty(ExtensionType.SIGNED_CERTIFICATE_TIMESTAMP)));
      if (spoken.isEmpty()) {
        Optional<ProtocolVersion> old = newestBefore13();
        if (old.isEmpty()) {
          return builder.build();
        }
        spoken.add(old.get());
        builder.cipherSuites(
            suites(old.get()).stream()
                .filter(suite -> CipherSuiteParameters.of(suite).isPresent())
                .toList());
      }
      ClientSettings settled = builder.versions(spoken.toArray(new ProtocolVersion[0])).build();
      // A server may be set up so that it fails whoever asks it for a stapled response.
      return tasks.add(() -> handshake(settled)).get()
          ? settled
          : settled.toBuilder().stapling(false).build();
    }

    /** Whether a handshake gets as far as the server's certificate. */
    private boolean handshake(ClientSettings client) {
      try (TlsClient connection = line.client(client)) {
        HandshakeOutcome outcome = connection.handshake();
        witness(outcome);
        return outcome.completed() || outcome.ask().isPresent();
      } catch (IOException e) {
        return false;
      }
    }

    private List<Tasks.Pending<Optional<GroupFacts>>> groups() {
      GroupProbe probe = new GroupProbe(line, settings.serverName());
      List<Tasks.Pending<Optional<GroupFacts>>> pending = new ArrayList<>();
      for (ProtocolVersion version : VERSIONS) {
        boolean named = !version.equals(Suites.SSL30) && !version.equals(ProtocolVersion.TLS13);
        if (named && speaks(version)) {
          pending.add(tasks.add(() -> probe.older(version, result(version).facts())));
        }
      }
      if (speaks(ProtocolVersion.TLS13)) {
        pending.add(tasks.add(() -> probe.tls13(result(ProtocolVersion.TLS13))));
      }
      return pending;
    }

    private List<Tasks.Pending<Optional<SchemeFacts>>> schemes(ClientSettings client) {
      SchemeProbe probe = new SchemeProbe(line, settings.serverName());
      List<Tasks.Pending<Optional<SchemeFacts>>> pending = new ArrayList<>();
      if (speaks(ProtocolVersion.TLS12)) {
        pending.add(tasks.add(() -> probe.tls12(result(ProtocolVersion.TLS12).facts())));
      }
      if (speaks(ProtocolVersion.TLS13)) {
        pending.add(
            tasks.add(
                () -> probe.tls13(result(ProtocolVersion.TLS13).facts(), client, this::witness)));
      }
      return pending;
    }

    private void witness(HandshakeOutcome outcome) {
      synchronized (proofs) {
        proofs.add(outcome);
      }
    }

    private void feature(Callable<Fact> one) {
      features.add(tasks.add(() -> List.of(one.call())));
    }

    private void features(ClientSettings client, boolean full) {
      newestBefore13().ifPresent(this::oldFeatures);
      Optional<ProtocolVersion> old = newestBefore13();
      if (old.isPresent()) {
        ResumptionProbe resumption = new ResumptionProbe(line, client, old.get());
        features.add(tasks.add(resumption::byId));
        features.add(tasks.add(() -> resumption.byTicket(helloBelow12())));
        feature(() -> new RenegotiationProbe(line).run(client, old.get()));
      }
      if (speaks(ProtocolVersion.TLS13)) {
        features.add(tasks.add(() -> new Resumption13Probe(line, settings.http(), client).run()));
        features.add(
            tasks.add(
                () ->
                    new Extras13Probe(line, settings.http(), client, settings.checks().echConfigs())
                        .run()));
      }
      if (full) {
        features.add(tasks.add(() -> new AlpnProbe(line).run(client)));
      }
      VERSIONS.stream()
          .filter(this::speaks)
          .reduce((older, newer) -> newer)
          .ifPresent(this::tolerance);
    }

    private Optional<Hello> helloBelow12() {
      return List.of(ProtocolVersion.TLS11, ProtocolVersion.TLS10).stream()
          .filter(this::speaks)
          .findFirst()
          .map(older -> Hello.all(older, settings.serverName()).suites(suites(older)));
    }

    private void oldFeatures(ProtocolVersion version) {
      OldFeatures old = new OldFeatures(line, version, suites(version), settings.serverName());
      if (!version.equals(Suites.SSL30)) {
        features.add(tasks.add(old::offered));
        features.add(tasks.add(old::offeredWithCbc));
      } else {
        feature(old::compression);
      }
      ProtocolVersion highest = speaks(ProtocolVersion.TLS13) ? ProtocolVersion.TLS13 : version;
      // A fallback is from the newest version to one below it.
      VERSIONS.stream()
          .filter(one -> speaks(one) && one.code() < highest.code())
          .reduce((older, newer) -> newer)
          .ifPresent(
              below ->
                  feature(
                      () ->
                          new OldFeatures(line, below, suites(below), settings.serverName())
                              .fallback(highest)));
    }

    private void tolerance(ProtocolVersion newest) {
      Hello usual = Hello.all(newest, settings.serverName()).suites(Suites.usual(newest));
      Hello good =
          result(newest).needsShares()
              ? usual.shares(Shares.of(usual.groups(), line.random()))
              : usual;
      ToleranceProbe probe = new ToleranceProbe(line, good);
      if (newest.equals(Suites.SSL30)) {
        return;
      }
      features.add(tasks.add(probe::hellos));
      feature(probe::unknownServerName);
    }

    private void weaknesses(ClientSettings client) {
      settings
          .injection()
          .ifPresent(
              injection ->
                  weaknesses.add(
                      tasks.add(
                          () ->
                              new InjectionProbe(
                                      injection, new Line(injection.dialer(), settings.timeout()))
                                  .run(client))));
      newestBefore13()
          .ifPresent(
              version -> {
                PlaintextWeaknesses probe =
                    new PlaintextWeaknesses(
                        line, Hello.all(version, settings.serverName()).suites(suites(version)));
                weaknesses.add(tasks.add(probe::heartbleed));
                weaknesses.add(tasks.add(probe::earlyChangeCipherSpec));
                weaknesses.add(tasks.add(probe::robot));
                if (version.equals(ProtocolVersion.TLS12)) {
                  weaknesses.add(
                      tasks.add(
                          () ->
                              new TicketbleedProbe(
                                      line,
                                      Hello.all(version, settings.serverName())
                                          .suites(suites(version)))
                                  .run(client)));
                }
              });
    }

    /** In the newest version with a suite in CBC. */
    private Optional<RecordOracles.Pending> oracles(boolean http) {
      return VERSIONS.stream()
          .filter(version -> !version.equals(ProtocolVersion.TLS13) && speaks(version))
          .filter(version -> suites(version).stream().anyMatch(Suites::isCbc))
          .reduce((older, newer) -> newer)
          .or(this::newestBefore13)
          .map(
              version ->
                  RecordOracles.start(
                      tasks,
                      line,
                      version,
                      suites(version),
                      ClientSettings.builder()
                          .serverName(settings.serverName())
                          .credential(settings.credential())
                          .build(),
                      http));
    }

    private List<Tasks.Pending<FirstFlight>> withoutName() {
      return settings.serverName().isEmpty()
          ? List.of()
          : newestBefore13().stream()
              .map(version -> Hello.all(version, Optional.empty()).suites(suites(version)))
              .map(hello -> tasks.add(() -> line.ask(hello)))
              .toList();
    }

    private List<ChainFacts> chains(Instant now, List<Tasks.Pending<FirstFlight>> unnamed)
        throws InterruptedException {
      ChainProbe probe = new ChainProbe(settings, now);
      for (VersionProbe.Result result : versions.values()) {
        for (FirstFlight flight : result.flights()) {
          probe.saw(flight.certificates(), flight.staple(), true);
        }
      }
      synchronized (proofs) {
        for (HandshakeOutcome outcome : proofs) {
          probe.saw(outcome);
        }
      }
      for (Tasks.Pending<FirstFlight> one : unnamed) {
        FirstFlight flight = one.get();
        probe.saw(flight.certificates(), flight.staple(), false);
      }
      return probe.facts();
    }

    private Fact stapling(List<ChainFacts> chains) {
      Optional<String> staple =
          chains.stream().map(ChainFacts::staple).filter(text -> !text.isEmpty()).findFirst();
      return new Fact(
          "ocsp-stapling",
          "stapled OCSP response (RFC 6066, RFC 9846)",
          staple.isPresent() ? Answer.YES : proofs.isEmpty() ? Answer.UNTOLD : Answer.NO,
          staple.orElse(proofs.isEmpty() ? "It was not asked." : "It sent none."));
    }

    private SeenHellos seen() {
      synchronized (proofs) {
        return SeenHellos.of(
            versions.values().stream().flatMap(result -> result.flights().stream()).toList(),
            proofs.stream().flatMap(outcome -> outcome.serverHello().stream()).toList());
      }
    }

    private List<DiffieHellman> diffieHellman() {
      List<DiffieHellman> seen = new ArrayList<>();
      versions.forEach(
          (version, result) -> {
            for (FirstFlight flight : result.flights()) {
              flight
                  .hello()
                  .flatMap(
                      hello ->
                          flight
                              .serverKeyExchange()
                              .flatMap(
                                  body ->
                                      KeyExchangeParameters.read(
                                          body,
                                          hello.cipherSuite(),
                                          version.equals(ProtocolVersion.TLS12))))
                  .flatMap(KeyExchangeParameters::dh)
                  .ifPresent(seen::add);
            }
          });
      return seen;
    }

    /** The mark in the random of a server that was made to speak less than it could. */
    private List<Fact> fromFlights() {
      return newestBefore13()
          .filter(version -> speaks(ProtocolVersion.TLS13))
          .flatMap(version -> result(version).flights().get(0).hello())
          .map(hello -> List.of(DowngradeMark.fact(hello)))
          .orElse(List.of());
    }
  }

  private static <T> List<T> present(List<Tasks.Pending<Optional<T>>> pending)
      throws InterruptedException {
    List<T> found = new ArrayList<>();
    for (Tasks.Pending<Optional<T>> one : pending) {
      one.get().ifPresent(found::add);
    }
    return found;
  }
}
