package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.SessionStore;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.ServerScan;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.OnServerArguments;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.suites.Runs;
import io.github.tlsgauntlet.suites.ScriptedServer;
import io.github.tlsgauntlet.target.TargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Proves a suite for servers, on a server of ours. */
abstract class ServerContract extends Contract<ServerContract.Fault> {
  private final ServerUnderTest behaving;

  ServerContract() {
    super(OnServer.class);
    behaving = run(settings -> settings, verdicts).servers().get(0);
  }

  /** What makes the fixtures of the server that behaves; those of others are made alike. */
  Mint mint() {
    return behaving.run().mint();
  }

  /** What the server of this suite does, that one of ours does not do by itself. */
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings;
  }

  /** What the run is set to. */
  Map<String, String> settings() {
    return Map.of("timeout", "8");
  }

  /** Whether the fault is one that the scan has to see, so that it is made once more. */
  boolean isScanned(String id) {
    return false;
  }

  /** Makes a server of ours commit a fault. */
  interface Fault extends UnaryOperator<ServerSettings.Builder> {}

  /** The fixture whose credential the server presents; empty for the usual one. */
  Optional<String> presents() {
    return Optional.empty();
  }

  private GauntletRun run(UnaryOperator<ServerSettings.Builder> change, Verdicts listener) {
    SessionStore sessions = new SessionStore();
    AtomicReference<Optional<GauntletRun>> opened = new AtomicReference<>(Optional.empty());
    GauntletRun run =
        Runs.open(
            List.of(
                new ScriptedServer(
                    (setup, settings) ->
                        change.apply(
                            prepared(
                                presenting(opened.get().orElseThrow(), settings)
                                    .sessions(sessions)
                                    .alpn(List.of("http/1.1")))))),
            List.of(),
            settings(),
            List.of(listener));
    opened.set(Optional.of(run));
    return run;
  }

  private ServerSettings.Builder presenting(GauntletRun run, ServerSettings.Builder settings) {
    return presents()
        .map(id -> settings.credential(run.mint().fixture(id, Role.SERVER).credential()))
        .orElse(settings);
  }

  @Override
  Stream<ServerCase> behavingCases(Method method) {
    return OnServerArguments.cases(behaving.run(), method);
  }

  @Override
  Stream<ServerCase> deviatingCases(Method method, Fault fault, Verdicts listener)
      throws TargetException {
    GauntletRun run = run(fault, listener);
    if (!isScanned(id(method))) {
      knowAsBehaving(run.servers().get(0));
    }
    return OnServerArguments.cases(run, method);
  }

  /** Its features are those of the server that behaves, measured once. */
  private void knowAsBehaving(ServerUnderTest server) throws TargetException {
    ServerFacts facts = ServerScan.facts(behaving);
    server.fact(new ServerUnderTest.FactKey<>(ServerFacts.class, "scan"), () -> facts);
  }
}
