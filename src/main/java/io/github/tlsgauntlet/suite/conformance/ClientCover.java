package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;

/** The combinations that a requirement is tried in on one client, from what its hello offers. */
final class ClientCover {
  private ClientCover() {}

  /**
   * All that it has to hold over.
   *
   * @param strength at 1, one suite of each kind
   */
  static Combinations of(ClientCase client, int strength) throws TargetException {
    List<Dimension> over = client.over();
    if (over.isEmpty()) {
      return Combinations.open();
    }
    ClientHello hello = client.ordinary().outcome().clientHello().orElseThrow();
    List<CipherSuite> suites =
        over.contains(Dimension.SUITE) ? suites(client, hello, strength) : List.of();
    List<NamedGroup> groups =
        over.contains(Dimension.GROUP)
            ? ClientNeeds.groups(hello).stream()
                .filter(group -> KeyExchangeGroup.of(group).isPresent())
                .filter(group -> Combinations.fits(group, client.version()))
                .toList()
            : List.of();
    return new Combinations(suites, groups, over.contains(Dimension.RECORDS));
  }

  /** Those that our server's key fits. */
  private static List<CipherSuite> suites(ClientCase client, ClientHello hello, int strength) {
    String kind = Signatures.keyKind(client.serverCredential().privateKey());
    return Combinations.suites(
        hello.cipherSuites().stream()
            .flatMap(suite -> CipherSuiteParameters.of(suite).stream())
            .filter(one -> client.version().map(one::fits).orElse(true))
            .filter(one -> fits(one, kind))
            .toList(),
        strength);
  }

  private static boolean fits(CipherSuiteParameters suite, String keyKind) {
    String name = suite.suite().toString();
    return !name.contains("_WITH_") || name.contains(keyKind.startsWith("RSA") ? "_RSA_" : "ECDSA");
  }
}
