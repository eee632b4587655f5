package io.github.tlsgauntlet.peer;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that servers of ours resume, by session ID or ticket. For many threads. */
public final class SessionStore {
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  void put(byte[] key, Session session) {
    sessions.put(HexFormat.of().formatHex(key), session);
  }

  Optional<Session> find(byte[] key) {
    return Optional.ofNullable(sessions.get(HexFormat.of().formatHex(key)));
  }
}
