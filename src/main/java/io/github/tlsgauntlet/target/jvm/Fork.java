package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.target.LastLines;
import io.github.tlsgauntlet.target.TargetException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A forked JVM that runs {@link ForkMain}. Requests of many threads go through it at once; two
 * threads of its own read what it answers and what it complains of. It dies with this JVM: by the
 * shutdown hook, or when its input ends.
 */
final class Fork implements AutoCloseable {
  private static final long READY = 0;
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private final ObjectMapper mapper = new ObjectMapper();
  private static final int ENDING_MILLIS = 20;

  private final Process process;
  private final LastLines errors = new LastLines();
  private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong(READY);
  private final Thread hook;

  private Fork(Process process) {
    this.process = process;
    this.hook = new Thread(process::destroyForcibly, "tlsgauntlet-fork-hook");
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param legacy whether its disabled algorithms are lifted
   * @throws TargetException of kind UNAVAILABLE if it is not ready within the timeout
   */
  static Fork start(Jdk jdk, boolean legacy, Duration timeout) throws TargetException {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    // It lives for seconds: a quick start is worth more than fast code.
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    if (jdk.feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ForkMain.class.getName());
    if (legacy) {
      command.add(ForkMain.LEGACY);
    }
    Process process;
    try {
      process = new ProcessBuilder(command).start();
    } catch (IOException refused) {
      throw unavailable("the JVM of JDK " + jdk + " does not start: " + Complaint.of(refused));
    }
    Fork fork = new Fork(process);
    fork.begin(jdk, timeout);
    return fork;
  }

  private void begin(Jdk jdk, Duration timeout) throws TargetException {
    CompletableFuture<JsonNode> ready = new CompletableFuture<>();
    waiting.put(READY, ready);
    Runtime.getRuntime().addShutdownHook(hook);
    daemon("answers", this::readAnswers);
    daemon("errors", () -> errors.readAll(process.getErrorStream()));
    try {
      await(ready, timeout, "start of the JVM of JDK " + jdk);
    } catch (TargetException notReady) {
      close();
      throw unavailable(notReady.getMessage());
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it has ended, or is about to: its connections close a moment before. */
  boolean hasEnded() {
    try {
      return process.waitFor(ENDING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws TargetException as the forked JVM threw it; of kind UNREACHABLE if it is dead or late
   */
  JsonNode ask(ObjectNode request, Duration timeout) throws TargetException {
    long id = next.incrementAndGet();
    CompletableFuture<JsonNode> future = new CompletableFuture<>();
    waiting.put(id, future);
    try {
      send(mapper.writeValueAsString(request.put("id", id)));
      if (!process.isAlive()) {
        future.completeExceptionally(new IOException("it has ended"));
      }
      JsonNode answer = await(future, timeout, "answer of the forked JVM");
      if (answer.has("error")) {
        throw new TargetException(
            TargetException.Kind.valueOf(answer.path("kind").asString()),
            answer.path("error").asString());
      }
      return answer;
    } finally {
      waiting.remove(id);
    }
  }

  private synchronized void send(String line) throws TargetException {
    try {
      OutputStream out = process.getOutputStream();
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException gone) {
      throw unreachable("the forked JVM has ended" + errors.clause());
    }
  }

  private JsonNode await(CompletableFuture<JsonNode> future, Duration timeout, String what)
      throws TargetException {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw unreachable("no " + what + " within " + timeout.toMillis() + " ms" + errors.clause());
    } catch (ExecutionException dead) {
      throw unreachable("no " + what + ": it has ended" + errors.clause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted while waiting for the " + what);
    }
  }

  private void readAnswers() {
    try (InputStream in = process.getInputStream();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode answer = mapper.readTree(line);
        CompletableFuture<JsonNode> future = waiting.get(answer.path("id").asLong());
        if (future != null) {
          future.complete(answer);
        }
      }
    } catch (IOException | JacksonException broken) {
      errors.add(Complaint.of(broken));
    } finally {
      waiting.values().forEach(each -> each.completeExceptionally(new IOException("it has ended")));
    }
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, "tlsgauntlet-fork-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static TargetException unreachable(String message) {
    return new TargetException(TargetException.Kind.UNREACHABLE, Complaint.oneLine(message));
  }

  private static TargetException unavailable(String message) {
    return new TargetException(TargetException.Kind.UNAVAILABLE, Complaint.oneLine(message));
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException alreadyGone) {
      process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook is about to do its work.
    }
  }
}
