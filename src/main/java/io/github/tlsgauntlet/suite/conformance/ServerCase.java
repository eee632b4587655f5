package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Intrusive;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Refusal;
import io.github.tlsgauntlet.suite.Requirement;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Trial;
import io.github.tlsgauntlet.suite.Tried;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A requirement on its way to a verdict on one server, in one version: what a test method with
 * {@link OnServer} is given. {@link #sends} and {@link #given} begin what is tried; {@link
 * #concludes} ends a test that tries something else by itself.
 */
public final class ServerCase implements Tried {
  /** A first try waits so many times as long as an ordinary connection took. */
  private static final int TIMES_AS_LONG = 10;

  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

  private final Trial trial;
  private final ServerUnderTest server;
  private final Optional<ProtocolVersion> version;
  private final Method method;
  private final OnServer how;

  ServerCase(
      Trial trial, ServerUnderTest server, Optional<ProtocolVersion> version, Method method) {
    this.trial = trial;
    this.server = server;
    this.version = version;
    this.method = method;
    this.how = method.getAnnotation(OnServer.class);
  }

  @Override
  public Trial trial() {
    return trial;
  }

  /** The server under test. */
  public ServerUnderTest server() {
    return server;
  }

  /** The version that is tried; empty where none is named. */
  public Optional<ProtocolVersion> version() {
    return version;
  }

  /** What the server is to do about client certificates. */
  ClientAuthentication asking() {
    return how.asking();
  }

  /** Whether a credential that the server takes is not needed, though it asks for one. */
  boolean isAnonymous() {
    return how.anonymous();
  }

  /** What it has to hold over. */
  List<Dimension> over() {
    return List.of(how.over());
  }

  @Override
  public Optional<Finding> obstacle() throws TargetException {
    Optional<String> twin = server.twin();
    if (twin.isPresent()) {
      return Optional.of(
          Finding.of(
              Verdict.NOT_APPLICABLE,
              "Its TLS is that of "
                  + twin.get()
                  + ", which stands in this run: judge it by itself with -Dtarget="
                  + server.name()
                  + "."));
    }
    boolean intrusive = method.getDeclaringClass().isAnnotationPresent(Intrusive.class);
    if (intrusive && !server.takesSetup() && !server.run().settings().intrusive()) {
      return Optional.of(
          Finding.of(
              Verdict.NOT_APPLICABLE,
              "It could harm a live server: allow it in a test environment with"
                  + " -Dintrusive=true."));
    }
    Needs needs = method.getAnnotation(Needs.class);
    return new ServerNeeds(this).unmet(needs == null ? List.of() : List.of(needs.value()));
  }

  /**
   * An ordinary client that says something else than what is due.
   *
   * @param script what it says
   */
  public ServerStimulus sends(Script script) {
    return ServerStimulus.of(this).sends(script);
  }

  /**
   * An ordinary client with other settings.
   *
   * @param change of its settings
   */
  public ServerStimulus given(ServerStimulus.Change change) {
    return ServerStimulus.of(this).given(change);
  }

  /** An ordinary client that says what is due. */
  public ServerStimulus asItIs() {
    return ServerStimulus.of(this);
  }

  /**
   * Tries the messages of an ordinary handshake in every way that leaves some of them out, and ends
   * the test.
   *
   * @throws TargetException if the server cannot be reached
   */
  public void leavesMessagesOut() throws TargetException {
    new ServerFlows(this).tries(Flow.Kind.LEFT_OUT);
  }

  /**
   * Tries the messages of an ordinary handshake with each of them once more, at once or later, and
   * ends the test.
   *
   * @throws TargetException if the server cannot be reached
   */
  public void repeatsMessages() throws TargetException {
    new ServerFlows(this).tries(Flow.Kind.REPEATED);
  }

  /**
   * Tries the messages of an ordinary handshake with each of them too early and too late, and ends
   * the test.
   *
   * @throws TargetException if the server cannot be reached
   */
  public void movesMessages() throws TargetException {
    new ServerFlows(this).tries(Flow.Kind.MOVED);
  }

  /**
   * An ordinary client that presents a credential with such a key. Where there is none, or the
   * server asks for no scheme that the key can make, the requirement does not apply.
   *
   * @param key of the credential
   * @throws TargetException if the server cannot be reached
   */
  public ServerStimulus presenting(ClientKey key) throws TargetException {
    Optional<Credential> credential = credential(key);
    if (credential.isEmpty()) {
      return notApplicable(
          "It takes a client certificate with "
              + key
              + " under a CA that the server trusts: lend "
              + (key == ClientKey.ANY
                  ? "one with -Dclient.keystore."
                  : "the CA of a test environment with -Dclient.issuer."));
    }
    Optional<CertificateAsk> ask = ordinary().outcome().ask();
    boolean taken =
        ask.isEmpty()
            || ask.get().schemes().stream()
                .anyMatch(
                    scheme ->
                        Signatures.fits(
                            scheme,
                            credential.get().privateKey(),
                            version.orElse(ProtocolVersion.TLS13)));
    return taken
        ? given(settings -> settings.credential(credential))
        : notApplicable("The server asks for no signature scheme that " + key + " can make.");
  }

  /**
   * A client that presents the credentials of scenarios, one after the other, instead of a good
   * one. Where nobody lends a CA to make them under, the requirement does not apply.
   *
   * @param scenarios their ids
   * @throws TargetException if the server cannot be reached
   */
  public ServerStimulus presentingInstead(String... scenarios) throws TargetException {
    if (!mints()) {
      return notApplicable(
          "It takes a certificate under a CA that the server trusts:"
              + " lend the CA of a test environment with -Dclient.issuer.");
    }
    return presentingStrangers(scenarios);
  }

  /**
   * {@link #presentingInstead} for scenarios that no CA of the server's has to vouch for: a
   * credential that it takes is enough to compare them with.
   *
   * @param scenarios their ids
   * @throws TargetException if the server cannot be reached
   */
  public ServerStimulus presentingStrangers(String... scenarios) throws TargetException {
    ServerStimulus stimulus = presenting(ClientKey.ANY);
    for (String scenario : scenarios) {
      Credential credential = minted(scenario);
      stimulus =
          stimulus.orDoes(
              scenario,
              settings ->
                  settings
                      .credential(Optional.of(credential))
                      .deviations(new Deviation.CertificateWithoutScheme()));
    }
    return stimulus;
  }

  /**
   * An ordinary client that has no certificate to present, where the server goes on so.
   *
   * @throws TargetException if the server cannot be reached
   */
  public ServerStimulus presentingNone() throws TargetException {
    ClientSettings without = settings().credential(Optional.empty()).build();
    Exchange exchange = meets(without, AfterHandshake.NOTHING);
    if (exchange.taken()) {
      return given(settings -> settings.credential(Optional.empty()));
    }
    Optional<Finding> untold = untold(exchange);
    return untold.isPresent()
        ? ServerStimulus.of(this).prevented(untold.get())
        : notApplicable("The server requires a client certificate.");
  }

  /**
   * Why a status tells nothing of a client that shows no certificate: who shows one that the server
   * takes fares no better.
   *
   * @param anonymous a connection of a client that shows none
   * @throws TargetException if the server cannot be reached
   */
  public Optional<Finding> untold(Exchange anonymous) throws TargetException {
    return anonymous.reaction() instanceof Reaction.Refused refused
            && refused.how() instanceof Refusal.ByHttp http
            && !ordinary().taken()
        ? Optional.of(
            Expectations.finding(
                Verdict.INCONCLUSIVE,
                "Its page answers "
                    + http.status()
                    + ", and was seen to serve nobody: that tells nothing of the certificate.",
                anonymous))
        : Optional.empty();
  }

  /**
   * A stimulus that cannot be given.
   *
   * @param reason why the requirement does not apply
   */
  public ServerStimulus notApplicable(String reason) {
    return ServerStimulus.of(this).prevented(Finding.of(Verdict.NOT_APPLICABLE, reason));
  }

  /** Whether the server was set up for this very requirement; a live one stands as it stands. */
  public boolean standsAsAsked() {
    return server.takesSetup()
        && server.clientAuthentication().map(how.asking()::equals).orElse(true);
  }

  /**
   * Ends the test with a finding of its own. What breaks a SHOULD is a warning; what could not be
   * told is tried once more.
   *
   * @param finding what was found
   */
  public void concludes(Finding finding) {
    trial.concludes(atItsLevel(finding));
  }

  /** Ends the test for good: what could not be told was tried again already. */
  void settles(Finding finding) {
    trial.settles(atItsLevel(finding));
  }

  private Finding atItsLevel(Finding finding) {
    return finding.verdict() == Verdict.FAIL
        ? finding.as(Requirement.of(method).orElseThrow().level().whenBroken())
        : finding;
  }

  /**
   * What an ordinary client of ours offers here: the version, the server's name, a share of the
   * group that the server chose before, and a credential that it takes, where there is one. With
   * the right share no HelloRetryRequest comes between a hello and what is made of it.
   *
   * @throws TargetException if the server cannot be reached
   */
  public ClientSettings.Builder settings() throws TargetException {
    ClientSettings.Builder settings = firstSettings();
    known().outcome().group().ifPresent(group -> settings.shares(List.of(group)));
    return settings;
  }

  private ClientSettings.Builder firstSettings() throws TargetException {
    ClientSettings.Builder settings =
        ClientSettings.builder().serverName(running().serverName()).credential(credential());
    version.ifPresent(settings::versions);
    return settings;
  }

  /**
   * An ordinary connection to this server in this version, as it was first made; a test that is run
   * once more sees another.
   *
   * @throws TargetException if the server cannot be reached
   */
  public Exchange ordinary() throws TargetException {
    return trial.isRepeated() ? ordinary(Combination.OPEN, " again") : known();
  }

  Exchange ordinary(Combination combination) throws TargetException {
    return ordinary(combination, "");
  }

  /** The first of all ordinary connections, which tells how others are made. */
  private Exchange known() throws TargetException {
    return ordinary(Combination.OPEN, "");
  }

  private Exchange ordinary(Combination combination, String time) throws TargetException {
    return server.fact(
        new ServerUnderTest.FactKey<>(
            Exchange.class,
            "conformance " + how.asking() + " " + version + " " + combination + time),
        () -> {
          Optional<Exchange> first = toldAtOnce(combination);
          return first.isPresent() ? first.get() : firstMeeting(combination);
        });
  }

  private Optional<Exchange> toldAtOnce(Combination combination) throws TargetException {
    try {
      return Optional.of(firstMeeting(combination)).filter(Exchange::isTold);
    } catch (TargetException e) {
      if (e.kind() == TargetException.Kind.UNAVAILABLE) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private Exchange firstMeeting(Combination combination) throws TargetException {
    ClientSettings settings = combined(firstSettings(), combination, Script.NONE).build();
    Duration most = server.run().settings().timeout();
    Exchange first =
        connection(most, ServerConnection.Answers.UNKNOWN)
            .meet(version, settings, AfterHandshake.NOTHING);
    return first.taken() || !first.outcome().completed()
        ? first
        : connection(most, ServerConnection.Answers.NO)
            .meet(version, settings, AfterHandshake.NOTHING);
  }

  /**
   * Connects once.
   *
   * @param settings what our client offers and says
   * @param after what it does after the handshake
   * @throws TargetException if the server cannot be reached
   */
  public Exchange meets(ClientSettings settings, AfterHandshake after) throws TargetException {
    return connection(server.run().settings().timeout(), answers()).meet(version, settings, after);
  }

  /**
   * Connects once to another server of the same target.
   *
   * @param other as it stands
   * @param settings what our client offers and says
   * @throws TargetException if the server cannot be reached
   */
  public Exchange meets(RunningServer other, ClientSettings settings) throws TargetException {
    return new ServerConnection(server, other, server.run().settings().timeout(), answers())
        .meet(version, settings, AfterHandshake.NOTHING);
  }

  /** Connects once, and waits only as long as an ordinary connection suggests. */
  Exchange meetsBriefly(ClientSettings settings, AfterHandshake after) throws TargetException {
    return meetsBriefly(settings, after, known().took());
  }

  /** The same, where an ordinary connection took so long: some groups take many times as long. */
  Exchange meetsBriefly(ClientSettings settings, AfterHandshake after, Duration ordinary)
      throws TargetException {
    Duration most = server.run().settings().timeout();
    Duration usual = ordinary.multipliedBy(TIMES_AS_LONG);
    Duration brief = usual.compareTo(LEAST_PATIENCE) > 0 ? usual : LEAST_PATIENCE;
    return connection(brief.compareTo(most) < 0 ? brief : most, answers())
        .meet(version, settings, after);
  }

  private ServerConnection.Answers answers() throws TargetException {
    return known().received("ApplicationData").isEmpty()
        ? ServerConnection.Answers.NO
        : ServerConnection.Answers.YES;
  }

  private ServerConnection connection(Duration patience, ServerConnection.Answers answers)
      throws TargetException {
    return new ServerConnection(server, running(), patience, answers);
  }

  ClientSettings.Builder combined(
      ClientSettings.Builder settings, Combination combination, Script script) {
    combination.suite().ifPresent(suite -> settings.cipherSuites(List.of(suite)));
    combination.group().ifPresent(group -> settings.groups(groups(group)).shares(List.of(group)));
    return settings.script(combination.records().script().then(script));
  }

  /**
   * Before TLS 1.3 the groups limit the server's certificate too (RFC 8422, Section 5.1): most keys
   * are on secp256r1.
   */
  private List<NamedGroup> groups(NamedGroup group) {
    return group.equals(NamedGroup.SECP256R1)
            || version.filter(ProtocolVersion.TLS13::equals).isPresent()
        ? List.of(group)
        : List.of(group, NamedGroup.SECP256R1);
  }

  /**
   * The server, standing as this case wants it.
   *
   * @throws TargetException if it cannot be started or reached
   */
  public RunningServer running() throws TargetException {
    return server.standing(how.asking());
  }

  /** A credential that the server takes; empty where nobody lends one. */
  public Optional<Credential> credential() {
    return credential(ClientKey.ANY);
  }

  /**
   * A credential with such a key that the server takes; empty where nobody lends one.
   *
   * @param key of the credential
   */
  public Optional<Credential> credential(ClientKey key) {
    return mints()
        ? Optional.of(minted(key.scenario()))
        : server.run().lent().clientCredential().filter(key::isOf);
  }

  private boolean mints() {
    return server.takesSetup() || server.run().lent().clientIssuer().isPresent();
  }

  private Credential minted(String scenario) {
    return server.run().mint().fixture(scenario, Role.CLIENT).credential();
  }
}
