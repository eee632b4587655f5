package io.github.tlsgauntlet.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
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
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  private CommandLine.Model.CommandSpec spec;

  /**
   * Runs a command and leaves with its exit code.
   *
   * @param args the words after the program's name
   */
  public static void main(String[] args) {
    System.exit(commandLine(args).execute(args));
  }

  /** The whole command line. */
  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.addSubcommand(RunCommand.withSettings(new CommandLine(new RunCommand())));
    commandLine.addSubcommand(new ScanCommand());
    commandLine.addSubcommand(new FixturesCommand());
    commandLine.addSubcommand(new ListCommand());
    commandLine.addSubcommand(new ExplainCommand());
    commandLine.addSubcommand(new AutoComplete.GenerateCompletion());
    subcommand(commandLine, "generate-completion").getCommandSpec().usageMessage().hidden(true);
    return settled(commandLine);
  }

  /** No more of it than these words need: to read all commands takes as long as to scan. */
  private static CommandLine commandLine(String... args) {
    if (args.length == 0 || !args[0].equals("scan")) {
      return commandLine();
    }
    HeadStart.begin();
    return settled(new CommandLine(new Main()).addSubcommand(new ScanCommand()));
  }

  private static CommandLine settled(CommandLine commandLine) {
    commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    commandLine.setParameterExceptionHandler(OneLine::ofParameters);
    commandLine.setExecutionExceptionHandler(OneLine::ofExecution);
    return commandLine;
  }

  private static CommandLine subcommand(CommandLine commandLine, String name) {
    return Objects.requireNonNull(commandLine.getSubcommands().get(name), name);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
