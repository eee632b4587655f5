package io.github.tlsgauntlet.probe;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Tells addresses of the public internet from others (RFC 6890). */
public final class Addresses {
  /** Kinds of addresses, by who may answer there. */
  public enum Kind {
    /** Of the public internet. */
    PUBLIC,
    /** Of this machine, of a private network, or set aside for something else. */
    PRIVATE,
    /** Of this link alone, of groups, or of nobody: no host of anyone's is meant to be there. */
    NEVER
  }

  /** Blocks of the registry of special addresses: the first octets, and how many bits count. */
  private static final int[][] PRIVATE = {
    {10, 0, 0, 8},
    {100, 64, 0, 10},
    {127, 0, 0, 8},
    {172, 16, 0, 12},
    {192, 0, 0, 24},
    {192, 0, 2, 24},
    {192, 168, 0, 16},
    {198, 18, 0, 15},
    {198, 51, 100, 24},
    {203, 0, 113, 24}
  };

  private Addresses() {}

  /** The kind of an address; one of IPv6 that holds one of IPv4 is of that one's kind. */
  public static Kind kind(InetAddress address) {
    if (address instanceof Inet4Address) {
      return kind4(address.getAddress());
    }
    byte[] octets = address.getAddress();
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      return Kind.NEVER;
    }
    if (address.isLinkLocalAddress()) {
      return Kind.NEVER;
    }
    boolean unique = (octets[0] & 0xfe) == 0xfc;
    if (address.isLoopbackAddress() || address.isSiteLocalAddress() || unique) {
      return Kind.PRIVATE;
    }
    if (startsWith(octets, 0x20, 0x02)) {
      return kind4(Arrays.copyOfRange(octets, 2, 6));
    }
    if (startsWith(octets, 0, 0x64, 0xff, 0x9b) || startsWith(octets, 0, 0, 0, 0)) {
      return kind4(Arrays.copyOfRange(octets, 12, 16));
    }
    boolean global = (octets[0] & 0xe0) == 0x20 && !startsWith(octets, 0x20, 0x01, 0x00, 0x00);
    return global ? Kind.PUBLIC : Kind.PRIVATE;
  }

  private static Kind kind4(byte[] octets) {
    int first = octets[0] & 0xff;
    int second = octets[1] & 0xff;
    if (first == 0 || first >= 224 || first == 169 && second == 254) {
      return Kind.NEVER;
    }
    int start = first << 16 | second << 8 | octets[2] & 0xff;
    for (int[] block : PRIVATE) {
      int bits = 24 - block[3];
      if (start >> bits == (block[0] << 16 | block[1] << 8 | block[2]) >> bits) {
        return Kind.PRIVATE;
      }
    }
    return Kind.PUBLIC;
  }

  private static boolean startsWith(byte[] octets, int... start) {
    for (int i = 0; i < start.length; i++) {
      if ((octets[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The addresses of a host that may be called.
   *
   * @param privateToo whether private ones may
   * @throws UnknownHostException if it has no address, or none that may be called
   */
  static InetAddress callable(String host, boolean privateToo) throws UnknownHostException {
    InetAddress[] all = InetAddress.getAllByName(host);
    for (InetAddress one : all) {
      Kind kind = kind(one);
      if (kind == Kind.PUBLIC || kind == Kind.PRIVATE && privateToo) {
        return one;
      }
    }
    throw new UnknownHostException(
        host + " is not called: its address " + all[0].getHostAddress() + " is not public");
  }
}
