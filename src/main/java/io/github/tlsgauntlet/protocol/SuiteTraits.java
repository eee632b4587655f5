package io.github.tlsgauntlet.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a cipher suite is made of, read from its registered name: known even for suites that our
 * endpoints don't speak.
 *
 * @param keyExchange RSA, DHE, ECDHE, DH, ECDH, PSK, SRP and so on; {@code any} for TLS 1.3
 * @param authentication RSA, ECDSA, DSS, PSK, {@code anon} and so on; {@code any} for TLS 1.3
 * @param cipher such as AES_128_GCM
 * @param bits the strength of the encryption: 0 for none, 112 for 3DES (NIST SP 800-57), 40 or 56
 *     for export suites
 * @param mode how the cipher is used
 * @param export whether it was weakened for export
 */
public record SuiteTraits(
    String keyExchange, String authentication, String cipher, int bits, Mode mode, boolean export) {
  /** How a cipher protects records. */
  public enum Mode {
    /** It doesn't. */
    NULL,
    /** A stream cipher with a MAC. */
    STREAM,
    /** A block cipher in CBC with a MAC. */
    CBC,
    /** Authenticated encryption with additional data. */
    AEAD
  }

  private static final String WITH = "_WITH_";
  private static final int PREFIX = "TLS_".length();

  /** Of TLS 1.3, though named as those before it (RFC 9367, Section 4). */
  private static final Pattern GOST13 = Pattern.compile(".*_WITH_[A-Z]+_MGM_[LS]");

  private static final String SSL2 = "SSL_CK_";
  private static final List<String> EPHEMERAL = List.of("DHE", "ECDHE", "ECCPWD");
  private static final List<String> AEADS =
      List.of("GCM", "CCM", "POLY1305", "OCB", "MGM", "AEGIS", "ASCONAEAD");

  /**
   * The traits of a suite; empty for a code point without a registered name, and for a signalling
   * value.
   *
   * @param suite which
   */
  public static Optional<SuiteTraits> of(CipherSuite suite) {
    return Optional.ofNullable(Known.TRAITS.get(suite.code()));
  }

  /** Read once: a scan asks for all of them again and again. */
  private static final class Known {
    private static final Map<Integer, SuiteTraits> TRAITS = all();

    private static Map<Integer, SuiteTraits> all() {
      Map<Integer, SuiteTraits> all = new HashMap<>();
      for (int code : CodePointNames.registered("suite")) {
        read(CodePointNames.cipherSuite(code)).ifPresent(traits -> all.put(code, traits));
      }
      return Map.copyOf(all);
    }
  }

  private static Optional<SuiteTraits> read(String name) {
    if (name.startsWith("0x") || name.startsWith("GREASE") || name.endsWith("SCSV")) {
      return Optional.empty();
    }
    if (name.startsWith(SSL2)) {
      boolean export = name.contains("EXPORT");
      String cipher = name.substring(SSL2.length()).replace("EXPORT40_", "40_");
      return Optional.of(traits("RSA", "RSA", export ? "RC_40_" + cipher : cipher, export));
    }
    int with = name.indexOf(WITH, PREFIX + 1);
    if (GOST13.matcher(name).matches()) {
      return Optional.of(traits("any", "any", name.substring(with + WITH.length()), false));
    }
    if (with < 0) {
      return Optional.of(traits("any", "any", name.substring(name.indexOf('_') + 1), false));
    }
    String exchange = name.substring(PREFIX, with);
    int exported = exchange.indexOf("_EXPORT");
    String plain = exported < 0 ? exchange : exchange.substring(0, exported);
    int end = plain.indexOf('_');
    return Optional.of(
        traits(
            end < 0 ? plain : plain.substring(0, end),
            plain.substring(end + 1),
            name.substring(with + WITH.length()),
            exported >= 0));
  }

  private static SuiteTraits traits(
      String keyExchange, String authentication, String cipher, boolean export) {
    Mode mode =
        AEADS.stream().anyMatch(cipher::contains) || cipher.startsWith("SHA")
            ? Mode.AEAD
            : cipher.startsWith("NULL")
                ? Mode.NULL
                : cipher.startsWith("RC4") || cipher.contains("CNT") || cipher.contains("_28147_")
                    ? Mode.STREAM
                    : Mode.CBC;
    // TLS_SHA256_SHA256 and its like protect integrity alone (RFC 9150).
    boolean plain = mode == Mode.NULL || cipher.startsWith("SHA");
    return new SuiteTraits(
        keyExchange,
        authentication,
        cipher,
        plain ? 0 : bits(cipher),
        plain ? Mode.NULL : mode,
        export);
  }

  private static int bits(String cipher) {
    String name = cipher.toUpperCase(Locale.ROOT);
    if (name.startsWith("DES40") || name.contains("_40_") || name.endsWith("_40")) {
      return 40;
    }
    if (name.startsWith("3DES")) {
      return 112;
    }
    if (name.startsWith("DES") || name.contains("_56_")) {
      return 56;
    }
    if (name.contains("256")
        && !name.startsWith("AES_128")
        && !name.startsWith("ARIA_128")
        && !name.startsWith("CAMELLIA_128")
        && !name.startsWith("SM4")
        && !name.startsWith("AEGIS_128")
        && !name.startsWith("ASCONAEAD128")) {
      return 256;
    }
    return name.startsWith("28147")
            || name.startsWith("KUZNYECHIK")
            || name.startsWith("MAGMA")
            || name.startsWith("CHACHA20")
            || name.startsWith("GOST")
        ? 256
        : 128;
  }

  /** Whether a recorded session stays secret when the server's key is lost. */
  public boolean forwardSecret() {
    return EPHEMERAL.contains(keyExchange) || keyExchange.equals("any");
  }

  /** Whether the peer proves nothing about who it is. */
  public boolean anonymous() {
    return authentication.equals("anon") || keyExchange.equals("NULL");
  }

  /** Whether its blocks have 64 bits, so that many of them give plaintext away (SWEET32). */
  public boolean smallBlocks() {
    return mode == Mode.CBC
        && (cipher.startsWith("3DES")
            || cipher.startsWith("DES")
            || cipher.startsWith("IDEA")
            || cipher.startsWith("RC2"));
  }

  /** Whether it encrypts with RC4. */
  public boolean rc4() {
    return cipher.startsWith("RC4");
  }

  /** Whether it was made for TLS 1.3. */
  public boolean tls13() {
    return keyExchange.equals("any");
  }
}
