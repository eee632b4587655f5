package io.github.tlsgauntlet.crypto;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a cipher suite's name says, for the suites that our endpoints speak.
 *
 * @param suite the suite
 * @param keyExchange how the premaster secret comes about
 * @param authentication what kind of key the server proves
 * @param bulk how records are protected
 * @param hash of the PRF, or of HKDF
 * @param mac of records; empty for an AEAD
 */
public record CipherSuiteParameters(
    CipherSuite suite,
    KeyExchangeMethod keyExchange,
    Authentication authentication,
    BulkCipher bulk,
    HashAlgorithm hash,
    Optional<HashAlgorithm> mac) {
  /** How the premaster secret comes about. */
  public enum KeyExchangeMethod {
    /** TLS 1.3 settles it by extensions. */
    TLS13,
    RSA,
    DHE,
    ECDHE,
    PSK,
    RSA_PSK,
    DHE_PSK,
    ECDHE_PSK;

    /** Whether both sides hold a key beforehand (RFC 4279). */
    public boolean isPsk() {
      return this == PSK || this == RSA_PSK || this == DHE_PSK || this == ECDHE_PSK;
    }

    /** Whether the server sends a share over a finite field. */
    public boolean isField() {
      return this == DHE || this == DHE_PSK;
    }

    /** Whether the server sends a share over a curve. */
    public boolean isCurve() {
      return this == ECDHE || this == ECDHE_PSK;
    }
  }

  /** What kind of key a server proves that it has. */
  public enum Authentication {
    ANY,
    RSA,
    ECDSA,
    DSS,
    /** By a key that both sides hold beforehand. */
    PSK,
    ANONYMOUS;

    /** Whether the server sends a certificate. */
    public boolean isByCertificate() {
      return this != ANONYMOUS && this != PSK;
    }
  }

  /**
   * What a suite's name says.
   *
   * @param suite which
   * @return empty for one that our endpoints do not speak
   */
  public static Optional<CipherSuiteParameters> of(CipherSuite suite) {
    return Optional.ofNullable(Known.BY_CODE.get(suite.code()));
  }

  /** What all names say, read once: a handshake asks a hundred times. */
  private static final class Known {
    private static final Map<Integer, CipherSuiteParameters> BY_CODE =
        CipherSuite.registered().stream()
            .flatMap(suite -> parse(suite).stream())
            .collect(Collectors.toUnmodifiableMap(one -> one.suite().code(), Function.identity()));
  }

  /**
   * The suites of ours with a key exchange, AEAD and AES before others.
   *
   * @param method which key exchange
   */
  public static List<CipherSuite> suitesWith(KeyExchangeMethod method) {
    return IntStream.of(
            0x009c, 0x009d, 0x003c, 0x003d, 0x002f, 0x0035, 0x009e, 0x009f, 0xc02b, 0xc02f, 0x1301,
            0x1302)
        .mapToObj(CipherSuite::new)
        .filter(suite -> of(suite).filter(p -> p.keyExchange() == method).isPresent())
        .toList();
  }

  /**
   * Whether a suite belongs to a version.
   *
   * @param version SSL 3.0 to TLS 1.3
   */
  public boolean fits(ProtocolVersion version) {
    if (version.equals(ProtocolVersion.TLS13) || keyExchange == KeyExchangeMethod.TLS13) {
      return version.equals(ProtocolVersion.TLS13) && keyExchange == KeyExchangeMethod.TLS13;
    }
    // Authenticated encryption and MACs with SHA-2 came with TLS 1.2.
    return version.equals(ProtocolVersion.TLS12)
        || mac.filter(one -> one == HashAlgorithm.SHA1 || one == HashAlgorithm.MD5).isPresent();
  }

  private static Optional<CipherSuiteParameters> parse(CipherSuite suite) {
    String name = suite.toString();
    if (!name.startsWith("TLS_")) {
      return Optional.empty();
    }
    int with = name.indexOf("_WITH_");
    if (with < 0) {
      return name.startsWith("TLS_AES_") || name.startsWith("TLS_CHACHA20_")
          ? parse(suite, KeyExchangeMethod.TLS13, Authentication.ANY, name.substring(4))
          : Optional.empty();
    }
    String rest = name.substring(with + 6);
    return switch (name.substring(4, with)) {
      case "RSA" -> parse(suite, KeyExchangeMethod.RSA, Authentication.RSA, rest);
      case "DHE_RSA" -> parse(suite, KeyExchangeMethod.DHE, Authentication.RSA, rest);
      case "DH_anon" -> parse(suite, KeyExchangeMethod.DHE, Authentication.ANONYMOUS, rest);
      case "ECDHE_RSA" -> parse(suite, KeyExchangeMethod.ECDHE, Authentication.RSA, rest);
      case "ECDHE_ECDSA" -> parse(suite, KeyExchangeMethod.ECDHE, Authentication.ECDSA, rest);
      case "ECDH_anon" -> parse(suite, KeyExchangeMethod.ECDHE, Authentication.ANONYMOUS, rest);
      case "DHE_DSS" -> parse(suite, KeyExchangeMethod.DHE, Authentication.DSS, rest);
      case "RSA_EXPORT" -> parse(suite, KeyExchangeMethod.RSA, Authentication.RSA, rest);
      case "DHE_RSA_EXPORT" -> parse(suite, KeyExchangeMethod.DHE, Authentication.RSA, rest);
      case "DHE_DSS_EXPORT" -> parse(suite, KeyExchangeMethod.DHE, Authentication.DSS, rest);
      case "DH_anon_EXPORT" -> parse(suite, KeyExchangeMethod.DHE, Authentication.ANONYMOUS, rest);
      case "PSK" -> parse(suite, KeyExchangeMethod.PSK, Authentication.PSK, rest);
      // The registry has the words the other way round for the two suites with AES-CCM-8.
      case "DHE_PSK", "PSK_DHE" ->
          parse(suite, KeyExchangeMethod.DHE_PSK, Authentication.PSK, rest);
      case "ECDHE_PSK" -> parse(suite, KeyExchangeMethod.ECDHE_PSK, Authentication.PSK, rest);
      case "RSA_PSK" -> parse(suite, KeyExchangeMethod.RSA_PSK, Authentication.RSA, rest);
      default -> Optional.empty();
    };
  }

  private static Optional<CipherSuiteParameters> parse(
      CipherSuite suite, KeyExchangeMethod exchange, Authentication authentication, String rest) {
    // The names of the CCM suites end without the hash, which is SHA-256 (RFC 6655, Section 3).
    boolean hashless = rest.endsWith("_CCM") || rest.endsWith("_CCM_8");
    int cut = hashless ? rest.length() : rest.lastIndexOf('_');
    String hashName = hashless ? "SHA256" : rest.substring(cut + 1);
    Optional<BulkCipher> bulk = BulkCipher.named(rest.substring(0, cut));
    Optional<HashAlgorithm> named =
        switch (hashName) {
          case "SHA" -> Optional.of(HashAlgorithm.SHA1);
          case "SHA256" -> Optional.of(HashAlgorithm.SHA256);
          case "SHA384" -> Optional.of(HashAlgorithm.SHA384);
          case "MD5" -> Optional.of(HashAlgorithm.MD5);
          default -> Optional.empty();
        };
    if (bulk.isEmpty() || named.isEmpty()) {
      return Optional.empty();
    }
    HashAlgorithm prf =
        named.get() == HashAlgorithm.SHA384 ? HashAlgorithm.SHA384 : HashAlgorithm.SHA256;
    return Optional.of(
        new CipherSuiteParameters(
            suite,
            exchange,
            authentication,
            bulk.get(),
            prf,
            bulk.get().isAead() ? Optional.empty() : named));
  }
}
