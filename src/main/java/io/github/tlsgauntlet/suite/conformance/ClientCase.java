package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.suite.ClientUnderTest;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Requirement;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Trial;
import io.github.tlsgauntlet.suite.Tried;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.TargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A requirement on its way to a verdict on one client, in one version: what a test method with
 * {@link OnClient} is given. {@link #sends} and {@link #given} begin what is tried; {@link
 * #concludes} ends a test that tries something else by itself.
 */
public final class ClientCase implements Tried {
  /** What a server of today takes: no SHA-1, and nothing that is not in RFC 9846. */
  private static final List<SignatureScheme> SCHEMES =
      Signatures.all().stream()
          .filter(scheme -> !scheme.equals(SignatureScheme.RSA_PKCS1_SHA1))
          .filter(scheme -> !scheme.equals(SignatureScheme.ECDSA_SHA1))
          .toList();

  private final Trial trial;
  private final ClientUnderTest client;
  private final Optional<ProtocolVersion> version;
  private final Method method;
  private final OnClient how;

  ClientCase(
      Trial trial, ClientUnderTest client, Optional<ProtocolVersion> version, Method method) {
    this.trial = trial;
    this.client = client;
    this.version = version;
    this.method = method;
    this.how = method.getAnnotation(OnClient.class);
  }

  @Override
  public Trial trial() {
    return trial;
  }

  /** The client under test. */
  public ClientUnderTest client() {
    return client;
  }

  /** The version that is tried; empty where none is named. */
  public Optional<ProtocolVersion> version() {
    return version;
  }

  /** What it has to hold over. */
  List<Dimension> over() {
    return List.of(how.over());
  }

  @Override
  public Optional<Finding> obstacle() throws TargetException {
    Optional<Finding> unfit = new ClientNeeds(this).version();
    if (unfit.isPresent()) {
      return unfit;
    }
    Needs needs = method.getAnnotation(Needs.class);
    return new ClientNeeds(this).unmet(needs == null ? List.<Feature>of() : List.of(needs.value()));
  }

  /**
   * An ordinary server that says something else than what is due.
   *
   * @param script what it says
   */
  public ClientStimulus sends(Script script) {
    return ClientStimulus.of(this).sends(script);
  }

  /**
   * An ordinary server with other settings.
   *
   * @param change of its settings
   */
  public ClientStimulus given(ClientStimulus.Change change) {
    return ClientStimulus.of(this).given(change);
  }

  /** An ordinary server that says what is due. */
  public ClientStimulus asItIs() {
    return ClientStimulus.of(this);
  }

  /** Two connections, the second of which resumes what the first began. */
  public ClientResumption resumes() {
    return ClientResumption.of(this);
  }

  /**
   * The server credential of a fixture.
   *
   * @param fixture its id
   */
  public Credential credential(String fixture) {
    return client.run().mint().fixture(fixture, Role.SERVER).credential();
  }

  /** The ClientHello of an ordinary connection. */
  public ClientHello hello() throws TargetException {
    return ordinary().outcome().clientHello().orElseThrow();
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

  /** What an ordinary server of ours does here. */
  public ServerSettings.Builder settings() {
    ServerSettings.Builder settings = ServerSettings.builder(serverCredential());
    version.ifPresent(settings::versions);
    return how.asked()
        ? settings.ask(Optional.of(CertificateAsk.of(true, List.of(), SCHEMES)))
        : settings;
  }

  /** What our server presents. */
  public Credential serverCredential() {
    return client.run().mint().fixture(ServerUnderTest.GOOD_SERVER, Role.SERVER).credential();
  }

  /** How the client is set up: whom it trusts and expects, and what it may present. */
  public ClientSetup setup() {
    return new ClientSetup(
        client.run().mint().trustAnchors(Role.SERVER),
        client.run().mint().fixture(ServerUnderTest.GOOD_SERVER, Role.SERVER).referenceName(),
        how.asked()
            ? Optional.of(
                client.run().mint().fixture(ServerUnderTest.GOOD_SERVER, Role.CLIENT).credential())
            : Optional.empty(),
        version.map(Set::of).orElse(Set.of()));
  }

  /**
   * An ordinary connection of this client in this version, as it was first made; a test that is run
   * once more sees another.
   *
   * @throws TargetException if the client cannot be run
   */
  public Exchange ordinary() throws TargetException {
    return ordinary(Combination.OPEN);
  }

  Exchange ordinary(Combination combination) throws TargetException {
    String which = "conformance " + how.asked() + " " + version + " " + combination;
    return client.fact(
        new ServerUnderTest.FactKey<>(
            Exchange.class, trial.isRepeated() ? which + " again" : which),
        () -> {
          Exchange first = firstMeeting(combination);
          return first.isTold() ? first : firstMeeting(combination);
        });
  }

  private Exchange firstMeeting(Combination combination) throws TargetException {
    return meets(
        combined(settings(), combination, Script.NONE).build(), setup(), AfterServed::answer);
  }

  /**
   * Lets the client connect once.
   *
   * @param settings what our server does and says
   * @param how the client is set up
   * @param after what our server does after the handshake
   * @throws TargetException if the client cannot be run
   */
  public Exchange meets(ServerSettings settings, ClientSetup how, AfterServed after)
      throws TargetException {
    return ClientConnection.meet(client, version, settings, how, after);
  }

  /**
   * Lets the client connect twice, as one that may resume.
   *
   * @param first what our server does and says in the first connection
   * @param afterFirst what it does after the first handshake
   * @param second what it does and says in the second connection
   * @param after what our server does after the second handshake
   * @return both exchanges; empty where the client starts anew each time
   * @throws TargetException if the client cannot be run
   */
  public Optional<List<Exchange>> meetsTwice(
      ServerSettings first, AfterServed afterFirst, ServerSettings second, AfterServed after)
      throws TargetException {
    return ClientConnection.meetTwice(
        client,
        version,
        new ClientConnection.Visit(first, afterFirst),
        new ClientConnection.Visit(second, after),
        setup());
  }

  static ServerSettings.Builder combined(
      ServerSettings.Builder settings, Combination combination, Script script) {
    combination.suite().ifPresent(suite -> settings.cipherSuites(List.of(suite)));
    combination.group().ifPresent(group -> settings.groups(List.of(group)));
    return settings.script(combination.records().script().then(script));
  }
}
