package io.github.tlsgauntlet.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: the same suites as under Maven, without Maven's start-up. */
@Command(
    name = "tls-gauntlet",
    description = "Tells which TLS versions and validations really pass, and why the others don't.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
public final class Main implements Runnable {
  private static final String COMPLETION = "generate-completion";
  private static final String SCAN = "scan";
  private static final Map<String, Supplier<CommandLine>> COMMANDS = commands();

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  private CommandLine.Model.CommandSpec spec;

  /**
   * Runs a command and leaves with its exit code.
   *
   * @param args the words after the program's name
   */
  public static void main(String[] args) {
    HeadStart.begin(args.length > 0 ? args[0] : "");
    System.exit(commandLine(args).execute(args));
  }

  /**
   * The command line for these words. Where the first names a command, only that one is made, for
   * each takes reading a class member by member; the completion knows of all.
   *
   * @param args the words after the program's name
   */
  static CommandLine commandLine(String... args) {
    CommandLine commandLine = new CommandLine(new Main());
    boolean one = args.length > 0 && COMMANDS.containsKey(args[0]) && !args[0].equals(COMPLETION);
    COMMANDS.forEach(
        (name, command) -> {
          if (!one || name.equals(args[0])) {
            commandLine.addSubcommand(name, command.get());
          }
        });
    commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    commandLine.setParameterExceptionHandler(OneLine::ofParameters);
    commandLine.setExecutionExceptionHandler(OneLine::ofExecution);
    return commandLine;
  }

  private static Map<String, Supplier<CommandLine>> commands() {
    Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    commands.put("run", () -> RunCommand.withSettings(new CommandLine(new RunCommand())));
    commands.put(SCAN, () -> new CommandLine(new ScanCommand()));
    commands.put("compare", () -> new CommandLine(new CompareCommand()));
    commands.put("fixtures", () -> new CommandLine(new FixturesCommand()));
    commands.put("list", () -> new CommandLine(new ListCommand()));
    commands.put("explain", () -> new CommandLine(new ExplainCommand()));
    commands.put(COMPLETION, () -> new CommandLine(new AutoComplete.GenerateCompletion()));
    return Collections.unmodifiableMap(commands);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
