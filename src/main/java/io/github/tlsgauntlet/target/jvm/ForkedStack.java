package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.target.ClientAttempt;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.ClientTarget;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stack in a forked JVM: started at the first use, used for all that follow, and started anew if
 * it has died.
 */
final class ForkedStack implements ServerTarget, ClientTarget {
  private static final Duration START_UP = Duration.ofSeconds(30);
  private static final Duration PIPES = Duration.ofSeconds(2);

  private final String name;
  private final JvmStack stack;
  private final Jdk jdk;
  private final boolean legacy;
  private Optional<Fork> fork = Optional.empty();

  ForkedStack(String name, JvmStack stack, Jdk jdk, boolean legacy) {
    this.name = name;
    this.stack = stack;
    this.jdk = jdk;
    this.legacy = legacy;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean takesSetup() {
    return true;
  }

  @Override
  public Optional<String> speaksTlsOf() {
    return stack.speaksTlsOf(name);
  }

  @Override
  public boolean takesRevocationLists() {
    return stack != JvmStack.CONSCRYPT;
  }

  @Override
  public RunningServer start(ServerSetup setup, Duration timeout) throws TargetException {
    long began = System.nanoTime();
    Fork running = fork(timeout);
    Duration left = timeout.minusNanos(System.nanoTime() - began);
    try {
      ObjectNode request = request("start", left);
      request.set("setup", SetupCodec.encode(setup));
      JsonNode answer = running.ask(request, left);
      InetAddress address =
          InetAddress.getByAddress(Base64.getDecoder().decode(answer.path("address").asString()));
      return new ForkedServer(
          running,
          answer.path("server").asLong(),
          new InetSocketAddress(address, answer.path("port").asInt()));
    } catch (GeneralSecurityException | UnknownHostException refused) {
      throw unavailable(refused);
    }
  }

  @Override
  public ClientAttempt connect(InetSocketAddress server, ClientSetup setup, Duration timeout)
      throws TargetException {
    Fork running = fork(START_UP);
    try {
      ObjectNode request = request("connect", timeout);
      request.put("address", Base64.getEncoder().encodeToString(server.getAddress().getAddress()));
      request.put("port", server.getPort());
      request.set("setup", SetupCodec.encode(setup));
      JsonNode answer = running.ask(request, timeout.plus(PIPES));
      return new ClientAttempt(
          answer.path("completed").asBoolean(), answer.path("message").asString());
    } catch (GeneralSecurityException refused) {
      throw unavailable(refused);
    }
  }

  private ObjectNode request(String what, Duration timeout) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    return request
        .put("do", what)
        .put("stack", stack.label())
        .put("timeout", Math.max(1, timeout.toMillis()));
  }

  private TargetException unavailable(Exception refused) {
    return new TargetException(
        TargetException.Kind.UNAVAILABLE,
        name + " cannot be set up like this: " + Complaint.of(refused),
        refused);
  }

  private synchronized Fork fork(Duration timeout) throws TargetException {
    if (fork.isPresent() && fork.get().isAlive()) {
      return fork.get();
    }
    close();
    Fork started = Fork.start(jdk, legacy, timeout);
    fork = Optional.of(started);
    return started;
  }

  @Override
  public synchronized void close() {
    fork.ifPresent(Fork::close);
    fork = Optional.empty();
  }

  private record ForkedServer(Fork fork, long handle, InetSocketAddress address)
      implements RunningServer {
    private ObjectNode request(String what) {
      return JsonNodeFactory.instance.objectNode().put("do", what).put("server", handle);
    }

    @Override
    public Optional<String> serverName() {
      return Optional.of("localhost");
    }

    @Override
    public Optional<String> lastComplaint() {
      try {
        JsonNode answer = fork.ask(request("complaint"), PIPES);
        return Optional.of(answer.path("complaint").asString("")).filter(said -> !said.isEmpty());
      } catch (TargetException gone) {
        return Optional.of(gone.getMessage());
      }
    }

    @Override
    public boolean hasEnded() {
      return fork.hasEnded();
    }

    @Override
    public void close() {
      try {
        fork.ask(request("stop"), PIPES);
      } catch (TargetException gone) {
        // A server in a JVM that has ended has been stopped.
      }
    }
  }
}
