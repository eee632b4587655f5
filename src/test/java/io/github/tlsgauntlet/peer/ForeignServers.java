package io.github.tlsgauntlet.peer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Servers of other stacks, each started where it is first asked for and used by all cases. */
final class ForeignServers implements AutoCloseable {
  private final Path folder;
  private final Map<List<Object>, ForeignProgram.Running> running = new ConcurrentHashMap<>();

  ForeignServers(Path folder) {
    this.folder = folder;
  }

  /** The port of one with default settings. */
  int port(ForeignStack stack, String kind) {
    return running
        .computeIfAbsent(List.of(stack, kind), key -> stack.serve(folder, kind, false))
        .port();
  }

  /** The port of one that takes every version and suite before TLS 1.3. */
  int portBeforeTls13(ForeignStack stack, String kind) {
    return running
        .computeIfAbsent(
            List.of(stack, kind, "before"),
            key -> stack.serve(folder, kind, false, stack.serverBeforeTls13(folder, kind)))
        .port();
  }

  @Override
  public void close() {
    running.values().forEach(ForeignProgram.Running::close);
  }
}
