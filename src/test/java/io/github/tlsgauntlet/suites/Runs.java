package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.suite.ClientUnderTest;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.RunObserver;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Settings;
import io.github.tlsgauntlet.suite.SettingsException;
import io.github.tlsgauntlet.target.ClientTarget;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs whose target a test has made, told to nobody. */
public final class Runs {
  private static final Map<String, String> DEFAULTS = Map.of("timeout", "60");

  private Runs() {}

  /** Against a server of ours that deviates in nothing. */
  public static ServerUnderTest againstOurServer() {
    return against(new ScriptedServer((setup, settings) -> settings));
  }

  public static ServerUnderTest against(ServerTarget server) {
    return against(server, Map.of());
  }

  public static ServerUnderTest against(ServerTarget server, Map<String, String> options) {
    return open(List.of(server), List.of(), options).servers().get(0);
  }

  public static ClientUnderTest against(ClientTarget client) {
    return against(client, Map.of());
  }

  public static ClientUnderTest against(ClientTarget client, Map<String, String> options) {
    return open(List.of(), List.of(client), options).clients().get(0);
  }

  private static GauntletRun open(
      List<ServerTarget> servers, List<ClientTarget> clients, Map<String, String> options) {
    return open(servers, clients, options, List.of());
  }

  /** A run that tells its results to somebody. */
  public static GauntletRun open(
      List<ServerTarget> servers,
      List<ClientTarget> clients,
      Map<String, String> options,
      List<RunObserver> observers) {
    try {
      Settings settings =
          Settings.read(
              name -> Optional.ofNullable(options.getOrDefault(name, DEFAULTS.get(name))),
              name -> Optional.empty());
      return GauntletRun.open(settings, servers, clients, observers);
    } catch (SettingsException | TargetException e) {
      throw new AssertionError(e);
    }
  }
}
