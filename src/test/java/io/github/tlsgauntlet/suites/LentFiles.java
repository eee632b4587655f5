package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.RecipeException;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.report.FixturesWriter;
import io.github.tlsgauntlet.report.ReportException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a user lends for a server that is not ours to set up, as files. */
final class LentFiles {
  private LentFiles() {}

  /** A client certificate that the server takes. */
  static Map<String, String> credential(Path folder) throws RecipeException, ReportException {
    return Map.of(
        "client.keystore",
        write(folder).resolve("client/ok-chain/credential.p12").toString(),
        "client.keystore.password",
        FixturesWriter.PASSWORD,
        "timeout",
        "60");
  }

  /** The CA that the server trusts. */
  static Map<String, String> issuer(Path folder) throws RecipeException, ReportException {
    return Map.of(
        "client.issuer", write(folder).resolve("client/issuer.pem").toString(), "timeout", "60");
  }

  private static Path write(Path folder) throws RecipeException, ReportException {
    Instant now = Instant.now(Clock.systemUTC());
    Mint mint = new Mint(Catalogue.load(), 1, now);
    Path into = folder.resolve("fixtures");
    new FixturesWriter()
        .write(List.of(mint.fixture("ok-chain", Role.CLIENT)), mint, now, into, () -> {});
    return into;
  }
}
