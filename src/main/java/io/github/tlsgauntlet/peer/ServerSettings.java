package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a server of ours takes and does.
 *
 * @param versions taken, preferred first
 * @param cipherSuites taken, preferred first
 * @param groups taken, preferred first
 * @param credential what it presents
 * @param ask its request for a client certificate; empty for none
 * @param lateAsk its request for one after the handshake, once application data have come, of a
 *     client that offers to be asked then (TLS 1.3); empty for none
 * @param alpn protocols that it speaks, preferred first
 * @param stapled the OCSP response to staple where the client asks
 * @param sessions where it keeps sessions to resume; empty for no resumption
 * @param ticketCount how many TLS 1.3 tickets it issues where it keeps sessions
 * @param earlyData what its TLS 1.3 tickets allow, and what becomes of early data
 * @param pskModes taken in TLS 1.3: 1 for psk_dhe_ke, 0 for psk_ke, preferred first
 * @param ech what it opens an Encrypted Client Hello with; empty for none (TLS 1.3)
 * @param encryptedExtensions further ones, sent where the client offers them (TLS 1.3)
 * @param certificateCompression whether it compresses for clients that take zlib (TLS 1.3)
 * @param sessionTickets whether it issues TLS 1.2 tickets where it keeps sessions
 * @param extendedMasterSecret whether it takes part (TLS 1.2)
 * @param encryptThenMac whether it takes part (TLS 1.2)
 * @param compression whether it compresses records for clients that offer DEFLATE (TLS 1.2 and
 *     before)
 * @param secureRenegotiation whether it takes part in RFC 5746 (TLS 1.2 and before)
 * @param renegotiation what it does with a second handshake (TLS 1.2 and before)
 * @param recordLimits whether it keeps records as short as clients ask by record_size_limit and
 *     max_fragment_length
 * @param cookie to send with a HelloRetryRequest, which it then always sends; empty for none
 * @param judge decides on the client's certificates
 * @param preSharedKey for the PSK suites of TLS 1.2 and before
 * @param deviations faults to commit
 * @param script what it sends instead of what is due
 * @param keyLog takes SSLKEYLOGFILE lines (RFC 9850); unless told otherwise the file that the
 *     environment names
 * @param random for everything that is drawn
 */
public record ServerSettings(
    List<ProtocolVersion> versions,
    List<CipherSuite> cipherSuites,
    List<NamedGroup> groups,
    Credential credential,
    Optional<CertificateAsk> ask,
    Optional<CertificateAsk> lateAsk,
    List<String> alpn,
    Optional<byte[]> stapled,
    Optional<SessionStore> sessions,
    int ticketCount,
    EarlyDataPolicy earlyData,
    List<Integer> pskModes,
    List<EchKey> ech,
    List<Extension> encryptedExtensions,
    boolean certificateCompression,
    boolean sessionTickets,
    boolean extendedMasterSecret,
    boolean encryptThenMac,
    boolean compression,
    boolean secureRenegotiation,
    RenegotiationPolicy renegotiation,
    boolean recordLimits,
    Optional<byte[]> cookie,
    PeerJudge judge,
    Optional<PreSharedKey> preSharedKey,
    List<Deviation> deviations,
    Script script,
    Optional<Consumer<String>> keyLog,
    SecureRandom random) {
  /**
   * What a server of today does.
   *
   * @param credential what it presents
   */
  public static Builder builder(Credential credential) {
    return new Builder(credential);
  }

  /** The same settings, to be changed. */
  public Builder toBuilder() {
    Builder b = new Builder(credential);
    b.versions = versions;
    b.cipherSuites = cipherSuites;
    b.groups = groups;
    b.ask = ask;
    b.lateAsk = lateAsk;
    b.alpn = alpn;
    b.stapled = stapled;
    b.sessions = sessions;
    b.ticketCount = ticketCount;
    b.earlyData = earlyData;
    b.pskModes = pskModes;
    b.ech = ech;
    b.encryptedExtensions = encryptedExtensions;
    b.certificateCompression = certificateCompression;
    b.sessionTickets = sessionTickets;
    b.extendedMasterSecret = extendedMasterSecret;
    b.encryptThenMac = encryptThenMac;
    b.compression = compression;
    b.secureRenegotiation = secureRenegotiation;
    b.renegotiation = renegotiation;
    b.recordLimits = recordLimits;
    b.cookie = cookie;
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
    private Credential credential;
    private List<ProtocolVersion> versions = Defaults.VERSIONS;
    private List<CipherSuite> cipherSuites = Defaults.SUITES;
    private List<NamedGroup> groups = Defaults.GROUPS;
    private Optional<CertificateAsk> ask = Optional.empty();
    private Optional<CertificateAsk> lateAsk = Optional.empty();
    private List<String> alpn = List.of();
    private Optional<byte[]> stapled = Optional.empty();
    private Optional<SessionStore> sessions = Optional.empty();
    private int ticketCount = 1;
    private EarlyDataPolicy earlyData = EarlyDataPolicy.NONE;
    private List<Integer> pskModes = List.of(1);
    private List<EchKey> ech = List.of();
    private List<Extension> encryptedExtensions = List.of();
    private boolean certificateCompression;
    private boolean sessionTickets = true;
    private boolean extendedMasterSecret = true;
    private boolean encryptThenMac = true;
    private boolean compression;
    private boolean secureRenegotiation = true;
    private RenegotiationPolicy renegotiation = RenegotiationPolicy.REFUSE;
    private boolean recordLimits;
    private Optional<byte[]> cookie = Optional.empty();
    private PeerJudge judge = PeerJudge.TAKES_ANY;
    private Optional<PreSharedKey> preSharedKey = Optional.empty();
    private List<Deviation> deviations = List.of();
    private Script script = Script.NONE;
    private Optional<Consumer<String>> keyLog = KeyLogFile.ofEnvironment();
    private SecureRandom random = new SecureRandom();

    private Builder(Credential credential) {
      this.credential = credential;
    }

    public Builder credential(Credential value) {
      credential = value;
      return this;
    }

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

    public Builder ask(Optional<CertificateAsk> value) {
      ask = value;
      return this;
    }

    public Builder lateAsk(Optional<CertificateAsk> value) {
      lateAsk = value;
      return this;
    }

    public Builder alpn(List<String> value) {
      alpn = List.copyOf(value);
      return this;
    }

    public Builder stapled(Optional<byte[]> value) {
      stapled = value;
      return this;
    }

    public Builder sessions(SessionStore value) {
      sessions = Optional.of(value);
      return this;
    }

    public Builder ticketCount(int value) {
      ticketCount = value;
      return this;
    }

    public Builder earlyData(EarlyDataPolicy value) {
      earlyData = value;
      return this;
    }

    public Builder pskModes(List<Integer> value) {
      pskModes = List.copyOf(value);
      return this;
    }

    public Builder ech(List<EchKey> value) {
      ech = List.copyOf(value);
      return this;
    }

    public Builder encryptedExtensions(List<Extension> value) {
      encryptedExtensions = List.copyOf(value);
      return this;
    }

    public Builder certificateCompression(boolean value) {
      certificateCompression = value;
      return this;
    }

    public Builder sessionTickets(boolean value) {
      sessionTickets = value;
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

    public Builder renegotiation(RenegotiationPolicy value) {
      renegotiation = value;
      return this;
    }

    public Builder recordLimits(boolean value) {
      recordLimits = value;
      return this;
    }

    public Builder cookie(byte[] value) {
      cookie = Optional.of(value);
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

    public ServerSettings build() {
      return new ServerSettings(
          versions,
          cipherSuites,
          groups,
          credential,
          ask,
          lateAsk,
          alpn,
          stapled,
          sessions,
          ticketCount,
          earlyData,
          pskModes,
          ech,
          encryptedExtensions,
          certificateCompression,
          sessionTickets,
          extendedMasterSecret,
          encryptThenMac,
          compression,
          secureRenegotiation,
          renegotiation,
          recordLimits,
          cookie,
          judge,
          preSharedKey,
          deviations,
          script,
          keyLog,
          random);
    }
  }
}
