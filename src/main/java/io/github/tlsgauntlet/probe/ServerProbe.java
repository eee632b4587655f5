package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Finds out all about one server: at once, or its versions and chains first. */
public final class ServerProbe {
  private static final UnnamedProbe.Seen NOT_ASKED = new UnnamedProbe.Seen(List.of(), List.of());

  private final ProbeSettings settings;
  private final Line line;
  private final Instant began;
  // Certificates may be judged by another clock than the one that runs.
  private final Instant met = Instant.now();
  private final long start = System.nanoTime();
  private final List<HandshakeOutcome> proofs = new CopyOnWriteArrayList<>();
  private final List<ServerClock.Dated> dated = new CopyOnWriteArrayList<>();
  private final OrdinaryClient ordinary;
  private Optional<Tasks.Pending<ClientSettings>> client = Optional.empty();

  private ServerProbe(ProbeSettings settings, Dialer dialer, Clock clock) {
    this.settings = settings;
    this.line = new Line(dialer, settings.timeout(), settings.evidence());
    this.began = clock.instant();
    this.ordinary = new OrdinaryClient(line, settings, proofs::add);
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
    try (Tasks tasks = new Tasks(settings.connections())) {
      ServerProbe probe = new ServerProbe(settings, dialer, clock);
      return probe.ask(tasks, probe.meet(tasks));
    }
  }

  /**
   * Finds out which versions a server speaks, and which chains it shows, and leaves the rest for
   * {@link Begun#facts}.
   *
   * @param settings how
   * @param dialer the way to it
   * @param clock what its certificates are judged by
   * @throws InterruptedException if the thread is interrupted; all connections end with it
   */
  public static Begun begin(ProbeSettings settings, Dialer dialer, Clock clock)
      throws InterruptedException {
    try (Tasks tasks = new Tasks(settings.connections())) {
      ServerProbe probe = new ServerProbe(settings, dialer, clock);
      Meeting meeting = probe.meet(tasks);
      VersionSurvey.Found found = meeting.survey().found();
      if (meeting.speaks13()) {
        // Its chain travels in the clear in older versions alone.
        probe.settle(tasks, meeting).get();
      }
      return new Begun(probe, meeting, found);
    }
  }

  /** A scan of which a part is done. */
  public static final class Begun {
    private final ServerProbe probe;
    private final Meeting meeting;
    private final List<VersionFacts> versions;
    private final Optional<Fact> downgradeMark;
    private final ServerEvidence evidence;

    private Begun(ServerProbe probe, Meeting meeting, VersionSurvey.Found found) {
      this.probe = probe;
      this.meeting = meeting;
      SeenFlights seen = new SeenFlights(found, probe.proofs);
      this.versions = found.facts();
      this.downgradeMark = seen.downgradeMark().stream().findFirst();
      this.evidence = seen.evidence(probe.ordinary.witnesses());
    }

    /** What was found of a version. */
    public VersionFacts version(ProtocolVersion version) {
      return versions.stream()
          .filter(one -> one.version().equals(version.toString()))
          .findFirst()
          .orElseThrow();
    }

    /**
     * Whether the server marks its random where it is made to speak less than TLS 1.3; empty where
     * it speaks nothing less, or nothing more.
     */
    public Optional<Fact> downgradeMark() {
      return downgradeMark;
    }

    /** What the versions and chains rest on; with recordings where the settings want them. */
    public ServerEvidence evidence() {
      return evidence;
    }

    /**
     * Goes on to the end. To be called once.
     *
     * @throws InterruptedException if the thread is interrupted; all connections end with it
     */
    public ServerFacts facts() throws InterruptedException {
      try (Tasks tasks = new Tasks(probe.settings.connections())) {
        return probe.ask(tasks, meeting);
      }
    }
  }

  /**
   * What all else rests on.
   *
   * @param survey of the versions
   * @param spoken those that the server speaks, oldest first
   */
  private record Meeting(VersionSurvey survey, List<ProtocolVersion> spoken) {
    boolean speaks13() {
      return spoken.contains(ProtocolVersion.TLS13);
    }
  }

  private Meeting meet(Tasks tasks) throws InterruptedException {
    VersionSurvey survey = new VersionSurvey(line, settings.askedName(), tasks);
    return new Meeting(survey, survey.spoken());
  }

  /** What our client offers: settled once. */
  private Tasks.Pending<ClientSettings> settle(Tasks tasks, Meeting meeting)
      throws InterruptedException {
    if (client.isPresent()) {
      return client.get();
    }
    List<ProtocolVersion> spoken = meeting.spoken();
    List<CipherSuite> suites = new ArrayList<>();
    if (!spoken.isEmpty()) {
      ProtocolVersion newest = spoken.get(spoken.size() - 1);
      if (newest.code() < ProtocolVersion.TLS12.code()) {
        meeting.survey().result(newest).facts().suites().forEach(one -> suites.add(one.suite()));
      }
    }
    Optional<FirstFlight> tls12 = meeting.survey().first(ProtocolVersion.TLS12);
    Tasks.Pending<ClientSettings> settled = tasks.add(() -> ordinary.settle(spoken, suites, tls12));
    client = Optional.of(settled);
    return settled;
  }

  private boolean asks(Part... parts) {
    return Arrays.stream(parts).anyMatch(settings.parts()::contains);
  }

  private ServerFacts ask(Tasks tasks, Meeting meeting) throws InterruptedException {
    // What does not hang on the suites of TLS 1.2 goes first: to find those takes longest.
    Tasks.Pending<ClientSettings> settling = settle(tasks, meeting);
    Optional<VersionProbe.Result> tls13 =
        meeting.speaks13()
            ? Optional.of(meeting.survey().result(ProtocolVersion.TLS13))
            : Optional.empty();
    GroupProbe groupProbe = new GroupProbe(line, settings.askedName());
    List<Tasks.Pending<Optional<GroupFacts>>> newGroups = new ArrayList<>();
    if (asks(Part.GROUPS)) {
      tls13.ifPresent(result -> newGroups.add(tasks.add(() -> groupProbe.tls13(result))));
    }
    ClientSettings offer = settling.get();
    SchemeProbe schemeProbe = new SchemeProbe(line, settings.askedName());
    List<Tasks.Pending<Optional<SchemeFacts>>> newSchemes = new ArrayList<>();
    if (asks(Part.SIGNATURES)) {
      tls13.ifPresent(
          result ->
              newSchemes.add(
                  tasks.add(
                      () ->
                          schemeProbe.tls13(result.facts(), offer, ordinary.met(), proofs::add))));
    }
    boolean full = !meeting.spoken().isEmpty();
    Optional<Tasks.Pending<ClientAuthenticationFacts>> authentication =
        full && asks(Part.CLIENT)
            ? Optional.of(
                tasks.add(
                    () ->
                        new ClientAuthenticationProbe(line, settings.http())
                            .run(offer, ordinary.met())))
            : Optional.empty();
    Tasks.Pending<Optional<HttpFacts>> http = tasks.add(() -> http(full, offer));
    HostProbe host = new HostProbe(settings, tasks);
    FeatureProbes features = new FeatureProbes(line, settings, offer, tasks);
    if (asks(Part.FEATURES, Part.WEAKNESSES)) {
      features.newest(meeting.spoken(), tls13);
    }

    VersionSurvey.Found found = meeting.survey().found();
    List<Tasks.Pending<Optional<GroupFacts>>> groups = new ArrayList<>();
    if (asks(Part.GROUPS)) {
      for (ProtocolVersion version : meeting.spoken()) {
        if (!version.equals(Suites.SSL30) && !version.equals(ProtocolVersion.TLS13)) {
          groups.add(tasks.add(() -> groupProbe.older(version, found.result(version))));
        }
      }
    }
    groups.addAll(newGroups);
    Optional<ProtocolVersion> old = found.newestBefore13();
    Optional<Tasks.Pending<FieldProbe.Result>> fields =
        old.filter(version -> asks(Part.GROUPS, Part.WEAKNESSES))
            .map(version -> tasks.add(() -> fields(version, found)));
    Optional<Tasks.Pending<UnnamedProbe.Seen>> unnamed =
        asks(Part.CHAIN) && settings.askedName().isPresent()
            ? Optional.of(tasks.add(() -> new UnnamedProbe(line).run(found, offer)))
            : Optional.empty();
    List<Tasks.Pending<Optional<SchemeFacts>>> schemes = new ArrayList<>();
    if (asks(Part.SIGNATURES) && found.speaks(ProtocolVersion.TLS12)) {
      schemes.add(tasks.add(() -> schemeProbe.tls12(found.result(ProtocolVersion.TLS12))));
    }
    schemes.addAll(newSchemes);
    WeaknessProbes weaknesses = new WeaknessProbes(line, settings, tasks);
    if (asks(Part.FEATURES, Part.WEAKNESSES)) {
      features.older(found);
    }
    if (asks(Part.WEAKNESSES)) {
      weaknesses.start(found, offer);
      if (settings.checks().recordOracles()) {
        weaknesses.startOracles(found, http.get().isPresent());
      }
    }

    SeenFlights flights = new SeenFlights(found, List.of());
    FieldProbe.Result field = fields.isPresent() ? fields.get().get() : FieldProbe.Result.NONE;
    List<DhFacts> dh = DhProbe.facts(flights.diffieHellman(field.values()));
    List<Fact> facts = features.facts();
    List<GroupFacts> curves = present(groups);
    List<GroupFacts> foundGroups =
        old.filter(version -> asks(Part.GROUPS))
            .map(version -> field.beside(curves, version))
            .orElse(curves);
    List<SchemeFacts> foundSchemes = present(schemes);
    ClientAuthenticationFacts asked =
        authentication.isPresent()
            ? authentication.get().get()
            : ClientAuthenticationProbe.from(found.results().values());
    // All handshakes that may show a chain are through.
    SeenFlights seen = new SeenFlights(found, proofs);
    List<ChainFacts> chains =
        asks(Part.CHAIN, Part.FEATURES, Part.WEAKNESSES)
            ? seen.chains(settings, began, unnamed.isPresent() ? unnamed.get().get() : NOT_ASKED)
            : List.of();
    facts.addAll(seen.downgradeMark());
    facts.add(seen.stapling(chains));
    facts.addAll(Staples.kept(chains));
    SeenHellos hellos = seen.hellos();
    facts.addAll(hellos.facts());
    Optional<HttpFacts> answered = http.get();
    facts.addAll(ServerClock.facts(hellos.oldRandoms(), met, dated.stream().findFirst()));
    List<Weakness> weak = new ArrayList<>();
    if (asks(Part.WEAKNESSES)) {
      weak.addAll(new OfferedWeaknesses(found.facts(), dh, chains, facts, answered).all());
      weak.addAll(new ResumptionWeaknesses(facts).all());
      weak.add(KnownKeys.weakness(chains, settings.checks().weakKeys()));
    }
    weak.addAll(weaknesses.weaknesses());
    return new ServerFacts(
        settings.target(),
        settings.address(),
        settings.serverName(),
        began,
        Duration.ofNanos(System.nanoTime() - start),
        line.connections(),
        found.facts(),
        foundGroups,
        foundSchemes,
        dh,
        asks(Part.CHAIN) ? chains : List.of(),
        asked,
        asks(Part.FEATURES) ? facts : List.of(),
        weak,
        asks(Part.HTTP) ? answered : Optional.empty(),
        host.facts());
  }

  private Optional<HttpFacts> http(boolean full, ClientSettings offer) {
    return full && settings.http() && asks(Part.HTTP, Part.FEATURES, Part.WEAKNESSES)
        ? Http.facts(
            line,
            offer,
            head ->
                Http.date(head)
                    .map(text -> new ServerClock.Dated(text, Instant.now()))
                    .ifPresent(dated::add))
        : Optional.empty();
  }

  private FieldProbe.Result fields(ProtocolVersion version, VersionSurvey.Found found) {
    return new FieldProbe(line, settings.askedName()).run(version, found.result(version).facts());
  }

  private static <T> List<T> all(List<Tasks.Pending<T>> pending) throws InterruptedException {
    List<T> found = new ArrayList<>();
    for (Tasks.Pending<T> one : pending) {
      found.add(one.get());
    }
    return found;
  }

  private static <T> List<T> present(List<Tasks.Pending<Optional<T>>> pending)
      throws InterruptedException {
    List<T> found = new ArrayList<>();
    all(pending).forEach(one -> one.ifPresent(found::add));
    return found;
  }
}
