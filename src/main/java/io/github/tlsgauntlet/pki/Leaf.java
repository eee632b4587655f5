package io.github.tlsgauntlet.pki;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an end entity's certificate is to say; for {@link CertificateAuthority#issue}. Immutable:
 * each method gives another one.
 */
public final class Leaf {
  private static final Duration AGE = Duration.ofDays(1);
  private static final Duration LIFE = Duration.ofDays(90);

  private final String commonName;
  private final List<String> names;
  private final List<String> purposes;
  private final Duration fromNow;
  private final Duration untilThen;
  private final KeyAlgorithm key;

  private Leaf(
      String commonName,
      List<String> names,
      List<String> purposes,
      Duration fromNow,
      Duration untilThen,
      KeyAlgorithm key) {
    this.commonName = commonName;
    this.names = List.copyOf(names);
    this.purposes = List.copyOf(purposes);
    this.fromNow = fromNow;
    this.untilThen = untilThen;
    this.key = key;
  }

  /**
   * A server's: a P-256 key, valid since yesterday and for 89 days more.
   *
   * @param hosts host names, and addresses in numbers; the first is the common name too
   * @throws IllegalArgumentException if there is no host, or an address is none
   */
  public static Leaf server(String... hosts) {
    if (hosts.length == 0) {
      throw new IllegalArgumentException("a server needs a name");
    }
    return of(hosts[0], Arrays.stream(hosts).map(Leaf::host).toList(), Extensions.SERVER_AUTH);
  }

  /** A client's, with this common name and no alternative names. */
  public static Leaf client(String name) {
    return of(name, List.of(), Extensions.CLIENT_AUTH);
  }

  private static Leaf of(String commonName, List<String> names, String purpose) {
    return new Leaf(
        commonName, names, List.of(purpose), AGE.negated(), LIFE.minus(AGE), KeyAlgorithm.EC_P256);
  }

  private static String host(String host) {
    boolean address = host.contains(":") || host.matches("[0-9.]+");
    return checked((address ? "ip:" : "dns:") + host);
  }

  private static String checked(String name) {
    try {
      Names.general(name);
      return name;
    } catch (Misfit e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Ended yesterday. */
  public Leaf expired() {
    return valid(LIFE.negated(), AGE.negated());
  }

  /** Begins tomorrow. */
  public Leaf notYetValid() {
    return valid(AGE, LIFE);
  }

  /** Valid from and until these times, counted from the authority's clock. */
  public Leaf valid(Duration from, Duration until) {
    return new Leaf(commonName, names, purposes, from, until, key);
  }

  /**
   * With one more alternative name: {@code dns:}, {@code ip:}, {@code uri:} or {@code email:} and
   * what follows.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public Leaf withName(String name) {
    List<String> more = new ArrayList<>(names);
    more.add(checked(name));
    return new Leaf(commonName, more, purposes, fromNow, untilThen, key);
  }

  /** For servers and clients alike. */
  public Leaf forBothRoles() {
    return new Leaf(
        commonName,
        names,
        List.of(Extensions.SERVER_AUTH, Extensions.CLIENT_AUTH),
        fromNow,
        untilThen,
        key);
  }

  /** With an RSA key of 2048 bits: always the same one, which comes with the jar. */
  public Leaf withRsaKey() {
    return withKey(KeyAlgorithm.RSA_2048);
  }

  /** With a P-384 key. */
  public Leaf withP384Key() {
    return withKey(KeyAlgorithm.EC_P384);
  }

  /** With an Ed25519 key. */
  public Leaf withEd25519Key() {
    return withKey(KeyAlgorithm.ED25519);
  }

  private Leaf withKey(KeyAlgorithm algorithm) {
    return new Leaf(commonName, names, purposes, fromNow, untilThen, algorithm);
  }

  String commonName() {
    return commonName;
  }

  List<String> names() {
    return names;
  }

  List<String> purposes() {
    return purposes;
  }

  Duration fromNow() {
    return fromNow;
  }

  Duration untilThen() {
    return untilThen;
  }

  KeyAlgorithm key() {
    return key;
  }
}
