package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a client of ours offers and does.
 *
 * @param versions offered, preferred first
 * @param cipherSuites offered, preferred first; those that fit no offered version are left out
 * @param groups offered, preferred first
 * @param shares the groups to send a key share for; those not in {@code groups} are left out
 * @param schemes the signature schemes offered
 * @param serverName to ask for; empty for none
 * @param alpn protocols offered; empty for none
 * @param credential to present where one is asked for
 * @param session to resume
 * @param earlyData to send as 0-RTT data where a session of TLS 1.3 is resumed; empty for none
 * @param stapling whether to ask for a stapled OCSP response
 * @param extendedMasterSecret whether to offer it (TLS 1.2)
 * @param encryptThenMac whether to offer it (TLS 1.2)
 * @param compression whether to offer DEFLATE for records, where nothing newer than TLS 1.2 is
 *     offered
 * @param secureRenegotiation whether to offer RFC 5746 (TLS 1.2 and before)
 * @param answersHelloRequest how to begin again where the server asks to; empty for a refusal
 * @param tickets whether to offer session tickets (TLS 1.2)
 * @param pskModes 1 for psk_dhe_ke, 0 for psk_ke
 * @param postHandshakeAuthentication whether to offer it (TLS 1.3)
 * @param ech the Encrypted Client Hello to offer; empty for none (TLS 1.3)
 * @param insistsOnSecureRenegotiation whether it refuses a server of TLS 1.2 without
 *     renegotiation_info (RFC 9325, Section 3.5)
 * @param extensions further ones, sent as they are
 * @param judge decides on the server's certificates
 * @param preSharedKey for the PSK suites of TLS 1.2 and before
 * @param deviations faults to commit
 * @param script what it sends instead of what is due
 * @param keyLog takes SSLKEYLOGFILE lines (RFC 9850); unless told otherwise the file that the
 *     environment names
 * @param random for everything that is drawn
 */
public record ClientSettings(
    List<ProtocolVersion> versions,
    List<CipherSuite> cipherSuites,
    List<NamedGroup> groups,
    List<NamedGroup> shares,
    List<SignatureScheme> schemes,
    Optional<String> serverName,
    List<String> alpn,
    Optional<Credential> credential,
    Optional<Session> session,
    Optional<byte[]> earlyData,
    boolean stapling,
    boolean extendedMasterSecret,
    boolean encryptThenMac,
    boolean compression,
    boolean secureRenegotiation,
    Optional<Renegotiation> answersHelloRequest,
    boolean tickets,
    List<Integer> pskModes,
    boolean postHandshakeAuthentication,
    Optional<EchOffer> ech,
    boolean insistsOnSecureRenegotiation,
    List<Extension> extensions,
    PeerJudge judge,
    Optional<PreSharedKey> preSharedKey,
    List<Deviation> deviations,
    Script script,
    Optional<Consumer<String>> keyLog,
    SecureRandom random) {
  /** What a client of today offers. */
  public static Builder builder() {
    return new Builder();
  }

  /** The same settings, to be changed. */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.versions = versions;
    b.cipherSuites = cipherSuites;
    b.groups = groups;
    b.shares = shares;
    b.schemes = Optional.of(schemes);
    b.serverName = serverName;
    b.alpn = alpn;
    b.credential = credential;
    b.session = session;
    b.earlyData = earlyData;
    b.stapling = stapling;
    b.extendedMasterSecret = extendedMasterSecret;
    b.encryptThenMac = encryptThenMac;
    b.compression = compression;
    b.secureRenegotiation = secureRenegotiation;
    b.answersHelloRequest = answersHelloRequest;
    b.tickets = tickets;
    b.pskModes = pskModes;
    b.postHandshakeAuthentication = postHandshakeAuthentication;
    b.ech = ech;
    b.insistsOnSecureRenegotiation = insistsOnSecureRenegotiation;
    b.extensions = extensions;
    b.judge = judge;
    b.preSharedKey = preSharedKey;
    b.deviations = deviations;
    b.script = script;
    b.keyLog = keyLog;
    b.random = random;
    return b;
  }

  /** Makes settings; each method sets the component of its name. */
  @SuppressWarnings("MissingJavadocMethod") // the record's components say what each is
  public static final class Builder {
    private List<ProtocolVersion> versions = Defaults.VERSIONS;
    private List<CipherSuite> cipherSuites = Defaults.SUITES;
    private List<NamedGroup> groups = Defaults.GROUPS;
    private List<NamedGroup> shares = List.of(NamedGroup.X25519);
    private Optional<List<SignatureScheme>> schemes = Optional.empty();
    private Optional<String> serverName = Optional.empty();
    private List<String> alpn = List.of();
    private Optional<Credential> credential = Optional.empty();
    private Optional<Session> session = Optional.empty();
    private Optional<byte[]> earlyData = Optional.empty();
    private boolean stapling;
    private boolean extendedMasterSecret = true;
    private boolean encryptThenMac = true;
    private boolean compression;
    private boolean secureRenegotiation = true;
    private Optional<Renegotiation> answersHelloRequest = Optional.empty();
    private boolean tickets = true;
    private List<Integer> pskModes = List.of(1);
    private boolean postHandshakeAuthentication;
    private Optional<EchOffer> ech = Optional.empty();
    private boolean insistsOnSecureRenegotiation;
    private List<Extension> extensions = List.of();
    private PeerJudge judge = PeerJudge.TAKES_ANY;
    private Optional<PreSharedKey> preSharedKey = Optional.empty();
    private List<Deviation> deviations = List.of();
    private Script script = Script.NONE;
    private Optional<Consumer<String>> keyLog = KeyLogFile.ofEnvironment();
    private SecureRandom random = new SecureRandom();

    private Builder() {}

    public Builder versions(ProtocolVersion... value) {
      versions = List.of(value);
      return this;
    }

    public Builder cipherSuites(List<CipherSuite> value) {
      cipherSuites = List.copyOf(value);
      return this;
    }

    public Builder groups(List<NamedGroup> value) {
      groups = List.copyOf(value);
      return this;
    }

    public Builder shares(List<NamedGroup> value) {
      shares = List.copyOf(value);
      return this;
    }

    public Builder schemes(List<SignatureScheme> value) {
      schemes = Optional.of(List.copyOf(value));
      return this;
    }

    public Builder serverName(Optional<String> value) {
      serverName = value;
      return this;
    }

    public Builder alpn(List<String> value) {
      alpn = List.copyOf(value);
      return this;
    }

    public Builder credential(Optional<Credential> value) {
      credential = value;
      return this;
    }

    public Builder session(Optional<Session> value) {
      session = value;
      return this;
    }

    public Builder earlyData(Optional<byte[]> value) {
      earlyData = value;
      return this;
    }

    public Builder stapling(boolean value) {
      stapling = value;
      return this;
    }

    public Builder extendedMasterSecret(boolean value) {
      extendedMasterSecret = value;
      return this;
    }

    public Builder encryptThenMac(boolean value) {
      encryptThenMac = value;
      return this;
    }

    public Builder compression(boolean value) {
      compression = value;
      return this;
    }

    public Builder secureRenegotiation(boolean value) {
      secureRenegotiation = value;
      return this;
    }

    public Builder answersHelloRequest(Renegotiation value) {
      answersHelloRequest = Optional.of(value);
      return this;
    }

    public Builder tickets(boolean value) {
      tickets = value;
      return this;
    }

    public Builder pskModes(List<Integer> value) {
      pskModes = List.copyOf(value);
      return this;
    }

    public Builder postHandshakeAuthentication(boolean value) {
      postHandshakeAuthentication = value;
      return this;
    }

    public Builder ech(EchOffer value) {
      ech = Optional.of(value);
      return this;
    }

    public Builder insistsOnSecureRenegotiation(boolean value) {
      insistsOnSecureRenegotiation = value;
      return this;
    }

    public Builder extensions(List<Extension> value) {
      extensions = List.copyOf(value);
      return this;
    }

    public Builder judge(PeerJudge value) {
      judge = value;
      return this;
    }

    public Builder preSharedKey(PreSharedKey value) {
      preSharedKey = Optional.of(value);
      return this;
    }

    public Builder deviations(Deviation... value) {
      deviations = List.of(value);
      return this;
    }

    public Builder script(Script value) {
      script = value;
      return this;
    }

    public Builder keyLog(Consumer<String> value) {
      keyLog = Optional.of(value);
      return this;
    }

    public Builder random(SecureRandom value) {
      random = value;
      return this;
    }

    /** A client that offers suites with DSA can verify it. */
    private List<SignatureScheme> usual() {
      boolean dss =
          cipherSuites.stream()
              .flatMap(suite -> CipherSuiteParameters.of(suite).stream())
              .anyMatch(one -> one.authentication() == CipherSuiteParameters.Authentication.DSS);
      return dss ? Signatures.withDsa() : Signatures.all();
    }

    public ClientSettings build() {
      return new ClientSettings(
          versions,
          cipherSuites,
          groups,
          shares,
          schemes.orElseGet(this::usual),
          serverName,
          alpn,
          credential,
          session,
          earlyData,
          stapling,
          extendedMasterSecret,
          encryptThenMac,
          compression,
          secureRenegotiation,
          answersHelloRequest,
          tickets,
          pskModes,
          postHandshakeAuthentication,
          ech,
          insistsOnSecureRenegotiation,
          extensions,
          judge,
          preSharedKey,
          deviations,
          script,
          keyLog,
          random);
    }
  }
}
