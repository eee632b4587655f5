package io.github.tlsgauntlet.target.command;

import io.github.tlsgauntlet.target.ClientAttempt;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.ClientTarget;
import io.github.tlsgauntlet.target.LastLines;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.target.TargetSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A client that is a command of the user's, run once for each attempt without a shell.
 *
 * <p>Filled in: {@code {host}} (the expected name), {@code {port}}, {@code {url}}, {@code
 * {address}} (where the server is, whatever its name), {@code {ca}}, {@code {cert}}, {@code {key}}.
 * Where there is no credential, a word that holds {@code {cert}} or {@code {key}} is left out, and
 * with it the option before it: {@code --cert {cert}} is gone as a whole. The versions of a setup
 * are the command's own affair. Exit code 0 means that it had its answer.
 */
public final class CommandClientTarget implements ClientTarget {
  private static final Duration LAST_WORDS = Duration.ofMillis(500);
  private static final List<String> WHERE = List.of("{url}", "{host}", "{port}", "{address}");

  private final String name;
  private final List<String> words;

  private CommandClientTarget(String name, List<String> words) {
    this.name = name;
    this.words = words;
  }

  /**
   * A command as a client.
   *
   * @throws TargetException of kind INPUT if it cannot be split into words, or says nowhere where
   *     to connect to
   */
  public static CommandClientTarget of(TargetSpec.Command spec) throws TargetException {
    List<String> words = CommandWords.split(spec.command());
    if (words.stream().noneMatch(word -> WHERE.stream().anyMatch(word::contains))) {
      throw new TargetException(
          TargetException.Kind.INPUT,
          "the client's command needs {url}, or {host} and {port}, where it is to connect to: "
              + spec.command());
    }
    return new CommandClientTarget(spec.text(), words);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ClientAttempt connect(InetSocketAddress server, ClientSetup setup, Duration timeout)
      throws TargetException {
    requireSpellable(setup.serverName());
    try (CommandFiles files = CommandFiles.write(setup)) {
      return run(filledIn(server, setup, files), timeout);
    } catch (IOException refused) {
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE,
          "the client's files cannot be written: " + refused.getMessage(),
          refused);
    }
  }

  /** What the words of a command are written in follows from the locale. */
  private static void requireSpellable(String name) throws TargetException {
    String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
    if (!Charset.isSupported(charset) || !Charset.forName(charset).newEncoder().canEncode(name)) {
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE,
          "no command can be given the name "
              + name
              + " in this locale ("
              + charset
              + "); set LC_ALL=C.UTF-8");
    }
  }

  private List<String> filledIn(InetSocketAddress server, ClientSetup setup, CommandFiles files) {
    String host = setup.serverName();
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    List<String> filled = new ArrayList<>();
    for (String word : words) {
      boolean presents = word.contains("{cert}") || word.contains("{key}");
      if (presents && files.certificates().isEmpty()) {
        int last = filled.size() - 1;
        if (last > 0 && filled.get(last).startsWith("-") && !word.startsWith("-")) {
          filled.remove(last);
        }
        continue;
      }
      filled.add(
          word.replace("{url}", "https://" + bracketed + ":" + server.getPort() + "/")
              .replace("{host}", host)
              .replace("{port}", Integer.toString(server.getPort()))
              .replace("{address}", server.getAddress().getHostAddress())
              .replace("{ca}", files.authorities().toString())
              .replace("{cert}", files.certificates().map(Object::toString).orElse(""))
              .replace("{key}", files.key().map(Object::toString).orElse("")));
    }
    return filled;
  }

  private static ClientAttempt run(List<String> command, Duration timeout) throws TargetException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException missing) {
      throw new TargetException(
          TargetException.Kind.INPUT,
          "the client's command \"" + command.get(0) + "\" does not start: " + missing.getMessage(),
          missing);
    }
    LastLines said = new LastLines();
    Thread reader = new Thread(() -> said.readAll(process.getInputStream()), "tlsgauntlet-client");
    reader.setDaemon(true);
    reader.start();
    try {
      process.getOutputStream().close();
    } catch (IOException alreadyGone) {
      // It reads no input, which is as well.
    }
    try {
      boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        kill(process);
      }
      reader.join(LAST_WORDS.toMillis());
      return ended
          ? new ClientAttempt(
              process.exitValue() == 0, "exit code " + process.exitValue() + said.clause())
          : new ClientAttempt(false, "no end within " + timeout.toMillis() + " ms" + said.clause());
    } catch (InterruptedException interrupted) {
      kill(process);
      Thread.currentThread().interrupt();
      return new ClientAttempt(false, "interrupted");
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    // Each attempt has cleared up after itself.
  }
}
