package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.crypto.RecordCompression;
import io.github.tlsgauntlet.crypto.Tls13KeySchedule;
import io.github.tlsgauntlet.crypto.TranscriptHash;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a client's hellos (RFC 9846, Section 4.2.2), and keeps the shares that it offered. */
final class ClientHellos {
  private static final int RANDOM = 32;
  private static final int MILLIS = 1_000_000;

  /** A longer one leaves no room for the hello's other extensions. */
  private static final int MOST_TICKET = 60_000;

  private final ClientSettings settings;
  private final byte[] random = new byte[RANDOM];
  private final byte[] sessionId;
  private final Map<NamedGroup, KeyExchangeGroup.Initiator> shares = new LinkedHashMap<>();
  private Optional<byte[]> cookie = Optional.empty();
  private Optional<ClientHello> first = Optional.empty();
  private boolean retried;

  ClientHellos(ClientSettings settings) {
    this.settings = settings;
    settings.random().nextBytes(random);
    this.sessionId = sessionId(settings);
    if (offers(ProtocolVersion.TLS13)) {
      settings.shares().stream().filter(settings.groups()::contains).forEach(this::share);
    }
  }

  byte[] random() {
    return random;
  }

  byte[] sessionId() {
    return sessionId;
  }

  Optional<KeyExchangeGroup.Initiator> initiator(NamedGroup group) {
    return Optional.ofNullable(shares.get(group));
  }

  /** Answers a HelloRetryRequest: the group that it names, and its cookie. */
  void retry(Optional<NamedGroup> group, Optional<byte[]> retryCookie) {
    group.ifPresent(
        named -> {
          shares.clear();
          share(named);
        });
    cookie = retryCookie;
    retried = true;
  }

  Optional<Session> psk() {
    return settings
        .session()
        .filter(session -> session.version().equals(ProtocolVersion.TLS13))
        .filter(session -> offers(ProtocolVersion.TLS13))
        .filter(session -> session.ticket().length <= MOST_TICKET);
  }

  /**
   * What goes out at once with the first hello (RFC 9846, Section 4.3.10); no second one has it.
   */
  Optional<byte[]> earlyData() {
    return psk().isPresent() && !retried ? settings.earlyData() : Optional.empty();
  }

  /**
   * The hello; with a PSK its binder covers what the transcript hash holds already. The first one
   * stays the same each time, so that it can be replayed.
   *
   * @param before the messages that came before it, after a HelloRetryRequest
   */
  ClientHello hello(TranscriptHash before) {
    if (retried) {
      return fresh(before);
    }
    ClientHello hello = first.isPresent() ? first.get() : fresh(before);
    first = Optional.of(hello);
    return hello;
  }

  private ClientHello fresh(TranscriptHash before) {
    ClientHello hello = settings.script().hello(withoutBinder(), retried ? 1 : 0);
    if (psk().isEmpty()) {
      return hello;
    }
    Session session = psk().get();
    CipherSuiteParameters parameters = CipherSuiteParameters.of(session.suite()).orElseThrow();
    int binderLength = parameters.hash().length();
    long age = (System.nanoTime() - session.received()) / MILLIS + session.ageAdd();
    ClientHello zeros = with(hello, pskExtension(session, age, new byte[binderLength]));
    byte[] encoded = zeros.encoded();
    byte[] truncated = Arrays.copyOf(encoded, encoded.length - binderLength - 3);
    Tls13KeySchedule schedule = new Tls13KeySchedule(parameters.hash(), session.secret());
    byte[] binder =
        schedule.verifyData(
            schedule.resumptionBinderKey(), before.hashWith(parameters.hash(), truncated));
    return with(hello, pskExtension(session, age, binder));
  }

  private static Extension pskExtension(Session session, long obfuscatedAge, byte[] binder) {
    return Extension.of(
        ExtensionType.PRE_SHARED_KEY,
        w ->
            w.vector16(list -> list.vector16(v -> v.bytes(session.ticket())).uint32(obfuscatedAge))
                .vector16(list -> list.vector8(v -> v.bytes(binder))));
  }

  private static ClientHello with(ClientHello hello, Extension last) {
    List<Extension> extensions = new ArrayList<>(hello.extensions());
    extensions.add(last);
    return new ClientHello(
        hello.legacyVersion(),
        hello.random(),
        hello.sessionId(),
        hello.cipherSuites(),
        hello.compressionMethods(),
        extensions);
  }

  private ClientHello withoutBinder() {
    boolean tls13 = offers(ProtocolVersion.TLS13);
    boolean older =
        settings.versions().stream().anyMatch(v -> v.code() < ProtocolVersion.TLS13.code());
    List<CipherSuite> suites =
        settings.cipherSuites().stream().filter(suite -> offered(suite, tls13, older)).toList();
    ProtocolVersion legacy =
        settings.versions().stream()
            .filter(v -> v.code() <= ProtocolVersion.TLS12.code())
            .max(java.util.Comparator.comparingInt(ProtocolVersion::code))
            .orElse(ProtocolVersion.TLS12);
    return new ClientHello(
        tls13 ? ProtocolVersion.TLS12 : legacy,
        random,
        sessionId,
        suites,
        settings.compression() && !tls13
            ? new byte[] {RecordCompression.DEFLATE, 0}
            : new byte[] {0},
        extensions(tls13, older, suites));
  }

  private List<Extension> extensions(boolean tls13, boolean older, List<CipherSuite> suites) {
    List<Extension> list = new ArrayList<>();
    if (settings.versions().stream().allMatch(ProtocolVersion.SSL30::equals)) {
      return list;
    }
    settings.serverName().ifPresent(name -> list.add(Extensions.serverName(name)));
    list.add(Extensions.supportedGroups(settings.groups()));
    if (older) {
      list.add(Extensions.uncompressedPoints());
      if (settings.secureRenegotiation()) {
        list.add(Extensions.renegotiationInfo());
      }
      if (settings.extendedMasterSecret()) {
        list.add(Extension.empty(ExtensionType.EXTENDED_MASTER_SECRET));
      }
      if (settings.encryptThenMac() && suites.stream().anyMatch(ClientHellos::isBlock)) {
        list.add(Extension.empty(ExtensionType.ENCRYPT_THEN_MAC));
      }
      if (settings.tickets()) {
        list.add(new Extension(ExtensionType.SESSION_TICKET, ticket()));
      }
    }
    if (tls13 || offers(ProtocolVersion.TLS12)) {
      list.add(Extensions.signatureSchemes(ExtensionType.SIGNATURE_ALGORITHMS, settings.schemes()));
    }
    if (settings.stapling()) {
      list.add(Extensions.statusRequest());
    }
    if (!settings.alpn().isEmpty()) {
      list.add(Extensions.alpn(settings.alpn()));
    }
    if (tls13) {
      list.add(Extensions.supportedVersions(settings.versions()));
      list.add(Extensions.keyShares(keyShares()));
      list.add(Extensions.pskModes(settings.pskModes()));
      if (settings.postHandshakeAuthentication()) {
        list.add(Extension.empty(ExtensionType.POST_HANDSHAKE_AUTH));
      }
      cookie.ifPresent(bytes -> list.add(Extensions.cookie(bytes)));
      if (earlyData().isPresent()) {
        list.add(Extension.empty(ExtensionType.EARLY_DATA));
      }
    }
    list.addAll(settings.extensions());
    return list;
  }

  private List<Extensions.KeyShare> keyShares() {
    return shares.entrySet().stream()
        .map(entry -> new Extensions.KeyShare(entry.getKey(), entry.getValue().share()))
        .toList();
  }

  private byte[] ticket() {
    return settings
        .session()
        .filter(session -> !session.version().equals(ProtocolVersion.TLS13))
        .map(Session::ticket)
        .filter(ticket -> ticket.length <= MOST_TICKET)
        .orElse(new byte[0]);
  }

  private void share(NamedGroup group) {
    KeyExchangeGroup.of(group)
        .ifPresent(known -> shares.put(group, known.initiate(settings.random())));
  }

  private boolean offers(ProtocolVersion version) {
    return settings.versions().contains(version);
  }

  /** Suites that nobody knows the parameters of are offered too: a test may want to. */
  private static boolean offered(CipherSuite suite, boolean tls13, boolean older) {
    return CipherSuiteParameters.of(suite)
        .map(
            parameters ->
                (tls13 && parameters.fits(ProtocolVersion.TLS13))
                    || (older && !parameters.fits(ProtocolVersion.TLS13)))
        .orElse(true);
  }

  private static boolean isBlock(CipherSuite suite) {
    return CipherSuiteParameters.of(suite)
        .map(parameters -> !parameters.bulk().isAead())
        .orElse(false);
  }

  private static byte[] sessionId(ClientSettings settings) {
    Optional<byte[]> resumed =
        settings
            .session()
            .filter(session -> !session.version().equals(ProtocolVersion.TLS13))
            .map(Session::sessionId)
            .filter(id -> id.length > 0);
    // A fresh one makes middleboxes see a resumption (RFC 9846, Appendix E.4), and tells a ticket
    // that was taken from one that was not (RFC 5077, Section 3.4).
    boolean tls13 = settings.versions().contains(ProtocolVersion.TLS13);
    boolean ticket = settings.session().filter(session -> session.ticket().length > 0).isPresent();
    if (resumed.isPresent() || !(tls13 || ticket)) {
      return resumed.orElse(new byte[0]);
    }
    byte[] fresh = new byte[RANDOM];
    settings.random().nextBytes(fresh);
    return fresh;
  }

  static List<SignatureScheme> schemes(ClientHello hello)
      throws io.github.tlsgauntlet.wire.WireException {
    Optional<Extension> extension = hello.extension(ExtensionType.SIGNATURE_ALGORITHMS);
    return extension.isPresent()
        ? Extensions.readCodes16(extension.get(), SignatureScheme::new)
        : List.of();
  }
}
