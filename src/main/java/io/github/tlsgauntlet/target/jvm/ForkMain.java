package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.target.ClientAttempt;
import io.github.tlsgauntlet.target.ClientTarget;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The forked JVM's side: reads requests from standard input, one JSON object a line, and answers
 * each on standard output under its {@code id}, in any order. It ends when its input does.
 */
public final class ForkMain {
  /** Lifts the JVM's disabled algorithms. */
  static final String LEGACY = "legacy";

  private static final List<String> DISABLING =
      List.of(
          "jdk.tls.disabledAlgorithms",
          "jdk.tls.legacyAlgorithms",
          "jdk.certpath.disabledAlgorithms");

  private final ObjectMapper mapper = new ObjectMapper();
  private final PrintStream answers;
  private final Map<Long, RunningServer> servers = new ConcurrentHashMap<>();
  private final Map<JvmStack, ClientTarget> clients = new ConcurrentHashMap<>();
  private final AtomicLong nextServer = new AtomicLong();

  private ForkMain(PrintStream answers) {
    this.answers = answers;
  }

  /** Serves requests until the input ends; takes {@code legacy} or nothing. */
  public static void main(String[] arguments) throws IOException {
    PrintStream answers =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    // What a library prints must not end up between the answers.
    System.setOut(System.err);
    if (List.of(arguments).contains(LEGACY)) {
      DISABLING.forEach(property -> Security.setProperty(property, ""));
    }
    new ForkMain(answers).run();
    System.exit(0);
  }

  private void run() throws IOException {
    ObjectNode ready = JsonNodeFactory.instance.objectNode();
    ready.put("id", 0).put("java", System.getProperty("java.version"));
    say(ready);
    ExecutorService threads = DaemonThreads.pool("fork");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String request = line;
      threads.execute(() -> say(answer(request)));
    }
  }

  private synchronized void say(ObjectNode answer) {
    answers.println(mapper.writeValueAsString(answer));
  }

  private ObjectNode answer(String line) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    try {
      JsonNode request = mapper.readTree(line);
      answer.put("id", request.path("id").asLong());
      switch (request.path("do").asString()) {
        case "start" -> start(request, answer);
        case "complaint" -> complaint(request, answer);
        case "stop" -> stop(request);
        case "connect" -> connect(request, answer);
        default -> answer.put("error", "unknown request").put("kind", "UNAVAILABLE");
      }
    } catch (TargetException refused) {
      answer.put("error", refused.getMessage()).put("kind", refused.kind().name());
    } catch (GeneralSecurityException | IOException | JacksonException refused) {
      answer.put("error", Complaint.of(refused)).put("kind", "UNAVAILABLE");
    } catch (RuntimeException defect) {
      // Any other fault must reach the one who asked, or he waits for nothing.
      answer.put("error", Complaint.of(defect)).put("kind", "UNAVAILABLE");
    }
    return answer;
  }

  private static JvmStack stack(JsonNode request) throws TargetException {
    return JvmStack.named(request.path("stack").asString())
        .orElseThrow(() -> new TargetException(TargetException.Kind.UNAVAILABLE, "unknown stack"));
  }

  private static Duration timeout(JsonNode request) {
    return Duration.ofMillis(request.path("timeout").asLong());
  }

  private void start(JsonNode request, ObjectNode answer)
      throws TargetException, GeneralSecurityException {
    ServerTarget target =
        stack(request)
            .server()
            .orElseThrow(() -> new TargetException(TargetException.Kind.INPUT, "it is no server"));
    RunningServer server =
        target.start(SetupCodec.serverSetup(request.path("setup")), timeout(request));
    long handle = nextServer.incrementAndGet();
    servers.put(handle, server);
    answer.put("server", handle).put("port", server.address().getPort());
    answer.put("address", base64(server.address().getAddress()));
  }

  private void complaint(JsonNode request, ObjectNode answer) {
    Optional.ofNullable(servers.get(request.path("server").asLong()))
        .flatMap(RunningServer::lastComplaint)
        .ifPresent(complaint -> answer.put("complaint", complaint));
  }

  private void stop(JsonNode request) {
    Optional.ofNullable(servers.remove(request.path("server").asLong()))
        .ifPresent(RunningServer::close);
  }

  private void connect(JsonNode request, ObjectNode answer)
      throws TargetException, GeneralSecurityException, IOException {
    InetAddress address =
        InetAddress.getByAddress(Base64.getDecoder().decode(request.path("address").asString()));
    ClientAttempt attempt =
        client(stack(request))
            .connect(
                new InetSocketAddress(address, request.path("port").asInt()),
                SetupCodec.clientSetup(request.path("setup")),
                timeout(request));
    answer.put("completed", attempt.completed()).put("message", attempt.message());
  }

  private synchronized ClientTarget client(JvmStack stack) throws TargetException {
    ClientTarget known = clients.get(stack);
    if (known != null) {
      return known;
    }
    ClientTarget made =
        stack
            .client()
            .orElseThrow(() -> new TargetException(TargetException.Kind.INPUT, "it is no client"));
    clients.put(stack, made);
    return made;
  }

  private static String base64(InetAddress address) {
    return Base64.getEncoder().encodeToString(address.getAddress());
  }
}
