package io.github.tlsgauntlet.peer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that servers of ours resume, by session ID or ticket. For many threads. */
public final class SessionStore {
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Set<String> taken = ConcurrentHashMap.newKeySet();
  private final boolean singleUse;
  private final boolean boundToNames;

  /** Sessions that can be resumed any number of times, under any name. */
  public SessionStore() {
    this(false, false);
  }

  /**
   * Sessions as a stricter server keeps them.
   *
   * @param singleUse whether each can be resumed once only
   * @param boundToNames whether each can be resumed only under the server name it was begun under
   */
  public SessionStore(boolean singleUse, boolean boundToNames) {
    this.singleUse = singleUse;
    this.boundToNames = boundToNames;
  }

  /** Whether this is the first ClientHello with this random. */
  boolean isFirst(byte[] random) {
    return taken.add(HexFormat.of().formatHex(random));
  }

  void put(byte[] key, String serverName, Session session) {
    put(boundToNames ? bound(key, serverName) : key, session);
  }

  Optional<Session> find(byte[] key, String serverName) {
    return find(boundToNames ? bound(key, serverName) : key);
  }

  private static byte[] bound(byte[] key, String serverName) {
    byte[] name = serverName.getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(key, key.length + name.length);
    System.arraycopy(name, 0, both, key.length, name.length);
    return both;
  }

  void put(byte[] key, Session session) {
    sessions.put(HexFormat.of().formatHex(key), session);
  }

  Optional<Session> find(byte[] key) {
    String name = HexFormat.of().formatHex(key);
    return Optional.ofNullable(singleUse ? sessions.remove(name) : sessions.get(name));
  }
}
