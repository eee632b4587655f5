package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.pki.KeyBlocklist;
import io.github.tlsgauntlet.pki.TransparencyLogs;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is checked beside the handshakes.
 *
 * @param logs by whose keys certificate timestamps are checked
 * @param stores further stores by which each chain is judged
 * @param revocation empty where nobody is to be asked
 * @param resolver whom to ask for CAA records; empty where nobody is to be asked
 * @param weakKeys keys that others know (CVE-2008-0166); empty where none were given
 * @param echConfigs an ECHConfigList to encrypt hellos by (RFC 9849); empty for the server's own
 * @param plainHttp the way to the host's port for HTTP without TLS; empty where it is not asked
 * @param recordOracles whether weaknesses include oracles of padding and MAC, which take many
 *     connections, and wait long for a server that says nothing
 */
public record Checks(
    TransparencyLogs logs,
    List<Store> stores,
    Optional<Calls> revocation,
    Optional<Resolver> resolver,
    Optional<KeyBlocklist> weakKeys,
    Optional<byte[]> echConfigs,
    Optional<Dialer> plainHttp,
    boolean recordOracles) {
  /**
   * A store of trust anchors.
   *
   * @param name for people
   * @param anchors those of it that may matter to a chain, given in DER
   */
  public record Store(String name, Function<List<byte[]>, List<X509Certificate>> anchors) {}

  /**
   * How responders and lists are called for. A certificate may name any place: by default none is
   * called at an address that is not public, lest whoever wrote the certificate should make this
   * machine talk to its neighbours.
   *
   * @param privateToo whether addresses of private networks and of this machine may be called too;
   *     link-local ones, where clouds keep their secrets, never are
   */
  public record Calls(boolean privateToo) {}

  /**
   * A DNS server.
   *
   * @param address ADDRESS[:PORT]; empty for the system's own
   */
  public record Resolver(String address) {}

  public Checks {
    stores = List.copyOf(stores);
  }

  /** Without keys of others and configurations of the user's. */
  public Checks(
      TransparencyLogs logs,
      List<Store> stores,
      Optional<Calls> revocation,
      Optional<Resolver> resolver,
      Optional<Dialer> plainHttp) {
    this(logs, stores, revocation, resolver, Optional.empty(), Optional.empty(), plainHttp, true);
  }

  /** Nothing. */
  public static Checks none() {
    return only(Optional.empty());
  }

  /**
   * Whether others know a server's keys, and nothing else.
   *
   * @param weakKeys those keys; empty where none were given
   */
  public static Checks only(Optional<KeyBlocklist> weakKeys) {
    return new Checks(
        TransparencyLogs.none(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        weakKeys,
        Optional.empty(),
        Optional.empty(),
        true);
  }

  /** The same, but for oracles of padding and MAC. */
  public Checks withoutRecordOracles() {
    return new Checks(logs, stores, revocation, resolver, weakKeys, echConfigs, plainHttp, false);
  }
}
