package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.suite.ClientUnderTest;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.suite.conformance.OnClientArguments;
import io.github.tlsgauntlet.suites.Runs;
import io.github.tlsgauntlet.suites.ScriptedClient;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Proves a suite for clients, on a client of ours. */
abstract class ClientContract extends Contract<ClientContract.Fault> {
  private final ClientUnderTest behaving;

  ClientContract() {
    super(OnClient.class);
    behaving = run(settings -> settings, verdicts).clients().get(0);
  }

  /** What makes the fixtures of the client that behaves; those of others are made alike. */
  Mint mint() {
    return behaving.run().mint();
  }

  /** What the client of this suite does, that one of ours does not do by itself. */
  ClientSettings.Builder prepared(ClientSettings.Builder settings) {
    return settings;
  }

  /** Makes a client of ours commit a fault. */
  interface Fault extends UnaryOperator<ClientSettings.Builder> {}

  private GauntletRun run(UnaryOperator<ClientSettings.Builder> change, Verdicts listener) {
    return Runs.open(
        List.of(),
        List.of(new ScriptedClient((setup, settings) -> change.apply(prepared(settings)))),
        Map.of("timeout", "8"),
        List.of(listener));
  }

  @Override
  Stream<ClientCase> behavingCases(Method method) {
    return OnClientArguments.cases(behaving.run(), method);
  }

  @Override
  Stream<ClientCase> deviatingCases(Method method, Fault fault, Verdicts listener) {
    return OnClientArguments.cases(run(fault, listener), method);
  }
}
