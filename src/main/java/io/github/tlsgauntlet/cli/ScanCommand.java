package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.suite.SettingsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Facts about servers, in about a second each. */
@Command(
    name = "scan",
    description = "Tells every fact about a server, without running the suites.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all hosts were scanned, and no rule of a policy is broken",
      "1:a rule of a policy is broken",
      "2:the input cannot be used",
      "3:a host could not be reached or does not speak TLS",
      "4:a fault of the harness"
    })
final class ScanCommand implements Callable<Integer> {
  /** How facts are printed. */
  enum Format {
    table,
    json,
    jsonl,
    csv
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  private CommandSpec spec;

  @Parameters(
      paramLabel = "HOST",
      arity = "1..*",
      description = "HOST[:PORT], https://HOST/; - for one a line on standard input; @FILE")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--format",
      description = "One of ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
  private Format format = Format.table;

  @Option(names = "--servername", paramLabel = "NAME", description = "The name to ask for")
  private Optional<String> serverName = Optional.empty();

  @Mixin private LentOptions lent = new LentOptions();

  @Option(
      names = "--connections",
      paramLabel = "NUMBER",
      description = "How many connections at once, over all hosts; default ${DEFAULT-VALUE}")
  private int connections = 8;

  @Option(
      names = "--rate",
      paramLabel = "NUMBER",
      description = "How many new connections a second at most, over all hosts; default no limit")
  private int rate;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "For one connection; default ${DEFAULT-VALUE}")
  private int timeout = 5;

  @Option(
      names = "--host-timeout",
      paramLabel = "SECONDS",
      description =
          "For one host, while it is connected to: then what is known of it is told; default"
              + " fifteen times --timeout")
  private Optional<Integer> hostTimeout = Optional.empty();

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description = "What hosts ought to do: see tls-gauntlet list policies; or a file of yours")
  private List<String> policies = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description =
          "Some of versions, groups, signatures, chain, client, http, features, weaknesses;"
              + " versions and suites are always told; default all")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--mend",
      paramLabel = "PRODUCT",
      description =
          "Whose directives to show for a broken rule: nginx, Apache, HAProxy, Envoy, Tomcat,"
              + " \"Spring Boot\", JSSE; default ${DEFAULT-VALUE}")
  private String product = "nginx";

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "A file of JSON Lines: hosts in it are left out, the others are added to it")
  private Optional<Path> resume = Optional.empty();

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "When to colour the table: auto, always, never")
  private String color = "auto";

  @Mixin private CheckOptions checks = new CheckOptions();

  @Override
  public Integer call() throws SettingsException {
    KeyLogOption.requireWritable();
    ScanSettings settings =
        ScanSettings.of(
            serverName, lent, policies, only, connections, rate, timeout, hostTimeout, checks);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (ScanOutput output = ScanOutput.of(format, resume, Terminal.color(color), product, out)) {
      return new Scans(settings, new HostList(hosts, System.in), output, err).run();
    }
  }
}
