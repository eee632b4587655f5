package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which cipher suites a probe offers in a version. */
final class Suites {
  static final ProtocolVersion SSL30 = new ProtocolVersion(0x0300);
  static final CipherSuite RENEGOTIATION_INFO = new CipherSuite(0x00ff);
  static final CipherSuite FALLBACK = new CipherSuite(0x5600);

  private static final int MOST_USUAL = 60;

  private Suites() {}

  /**
   * Every registered suite that could be chosen, the strongest first. ChaCha20 comes last: some
   * servers move it to the front for a client that names it first, which would hide their order.
   */
  static List<CipherSuite> of(ProtocolVersion version) {
    return version.equals(ProtocolVersion.TLS13) ? All.TLS13 : All.OLDER;
  }

  /** Sorted once. */
  private static final class All {
    private static final List<CipherSuite> TLS13 = sorted(true);
    private static final List<CipherSuite> OLDER = sorted(false);
  }

  private static List<CipherSuite> sorted(boolean tls13) {
    List<CipherSuite> first = new ArrayList<>();
    List<CipherSuite> last = new ArrayList<>();
    for (CipherSuite suite : CipherSuite.registered()) {
      boolean fits = SuiteTraits.of(suite).map(traits -> traits.tls13() == tls13).orElse(false);
      if (fits) {
        (isChaCha(suite) ? last : first).add(suite);
      }
    }
    first.addAll(last);
    return List.copyOf(first);
  }

  /** Those that today's servers have, few enough for one that chokes on long lists. */
  static List<CipherSuite> usual(ProtocolVersion version) {
    return version.equals(ProtocolVersion.TLS13) ? Usual.TLS13 : Usual.OLDER;
  }

  private static final class Usual {
    private static final List<CipherSuite> TLS13 = usual(All.TLS13);
    private static final List<CipherSuite> OLDER = usual(All.OLDER);
  }

  private static List<CipherSuite> usual(List<CipherSuite> all) {
    return all.stream()
        .filter(
            suite ->
                SuiteTraits.of(suite)
                    .filter(traits -> traits.authentication().matches("RSA|ECDSA|any"))
                    .filter(traits -> traits.cipher().matches("(AES|CHACHA|3DES|RC4).*"))
                    .isPresent())
        .limit(MOST_USUAL)
        .toList();
  }

  /**
   * Suites by what a server needs for them: one that lacks parameters for a family it has switched
   * on breaks off when such a suite is offered, whatever else it could have chosen.
   */
  static Collection<List<CipherSuite>> families(List<CipherSuite> suites) {
    Map<String, List<CipherSuite>> families = new LinkedHashMap<>();
    for (CipherSuite suite : suites) {
      families.computeIfAbsent(family(suite), any -> new ArrayList<>()).add(suite);
    }
    return families.values();
  }

  private static String family(CipherSuite suite) {
    Optional<SuiteTraits> known = SuiteTraits.of(suite);
    if (known.isEmpty()) {
      return "";
    }
    SuiteTraits traits = known.get();
    boolean common = traits.authentication().matches("RSA|ECDSA|anon");
    return common && !traits.export()
        ? traits.keyExchange() + " " + traits.authentication()
        : traits.keyExchange().contains("DHE") ? traits.keyExchange() : "others";
  }

  static boolean isCbc(CipherSuite suite) {
    return SuiteTraits.of(suite).filter(t -> t.mode() == SuiteTraits.Mode.CBC).isPresent();
  }

  static boolean isChaCha(CipherSuite suite) {
    return suite.toString().contains("CHACHA20");
  }
}
