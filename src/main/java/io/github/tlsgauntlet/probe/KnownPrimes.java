package io.github.tlsgauntlet.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;

/** Primes that many servers share, so that an attack on one is an attack on all. */
final class KnownPrimes {
  private KnownPrimes() {}

  /** The name of a prime; empty where it is none that we know. */
  static String name(BigInteger prime) {
    return Published.NAMES.getOrDefault(prime, "");
  }

  /** Whether it is published as a safe prime; where not, it has to be tried. */
  static boolean isSafe(BigInteger prime) {
    return Published.SAFE.containsKey(prime);
  }

  static Set<BigInteger> all() {
    return Published.NAMES.keySet();
  }

  /** Loaded only when a server uses a finite field. */
  private static final class Published {
    private static final Map<BigInteger, String> SAFE = safe();
    private static final Map<BigInteger, String> NAMES = names();

    private static Map<BigInteger, String> safe() {
      Map<BigInteger, String> groups = new LinkedHashMap<>();
      put(groups, "RFC 2409, group 1 (768 bits)", DHStandardGroups.rfc2409_768);
      put(groups, "RFC 2409, group 2 (1024 bits)", DHStandardGroups.rfc2409_1024);
      put(groups, "RFC 3526, group 5 (1536 bits)", DHStandardGroups.rfc3526_1536);
      put(groups, "RFC 3526, group 14 (2048 bits)", DHStandardGroups.rfc3526_2048);
      put(groups, "RFC 3526, group 15 (3072 bits)", DHStandardGroups.rfc3526_3072);
      put(groups, "RFC 3526, group 16 (4096 bits)", DHStandardGroups.rfc3526_4096);
      put(groups, "RFC 3526, group 17 (6144 bits)", DHStandardGroups.rfc3526_6144);
      put(groups, "RFC 3526, group 18 (8192 bits)", DHStandardGroups.rfc3526_8192);
      put(groups, "ffdhe2048", DHStandardGroups.rfc7919_ffdhe2048);
      put(groups, "ffdhe3072", DHStandardGroups.rfc7919_ffdhe3072);
      put(groups, "ffdhe4096", DHStandardGroups.rfc7919_ffdhe4096);
      put(groups, "ffdhe6144", DHStandardGroups.rfc7919_ffdhe6144);
      put(groups, "ffdhe8192", DHStandardGroups.rfc7919_ffdhe8192);
      return groups;
    }

    private static void put(Map<BigInteger, String> groups, String name, DHParameters group) {
      groups.put(group.getP(), name);
    }

    private static Map<BigInteger, String> names() {
      Map<BigInteger, String> names = new LinkedHashMap<>(SAFE);
      InputStream resource = KnownPrimes.class.getResourceAsStream("known-primes.csv");
      if (resource == null) {
        throw new IllegalStateException("known-primes.csv is not on the class path");
      }
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] cells = line.split(",", 2);
          if (cells.length == 2 && !line.startsWith("#")) {
            names.put(new BigInteger(cells[0], 16), cells[1]);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("known-primes.csv cannot be read", e);
      }
      return names;
    }
  }
}
