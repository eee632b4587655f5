package io.github.tlsgauntlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.protocol.AlertDescription;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What explain makes of alerts and of error messages. */
class ExplainCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bad_certificate                                                   | bad_certificate (42)",
        "42                                                                | bad_certificate (42)",
        "116                                                               | certificate_required (116)",
        "bad certificate                                                   | bad_certificate (42)",
        "Received fatal alert: certificate_unknown                         | certificate_unknown (46)",
        "error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure | handshake_failure (40)",
        "14094410                                                          | handshake_failure (40)",
        "0A000418                                                          | unknown_ca (48)",
        "tlsv13 alert certificate required, SSL alert number 116           | certificate_required (116)",
        "remote error: tls: unknown certificate authority                  | unknown_ca (48)",
        "remote error: tls: unknown certificate                            | certificate_unknown (46)",
        "SSL_ERROR_BAD_CERT_ALERT                                          | bad_certificate (42)",
        "AlertReceived(HandshakeFailure)                                   | handshake_failure (40)",
        "no_certificate                                                    | no_certificate (41)",
        "PKIX path building failed                                         | no path to a trusted authority",
        "unable to get local issuer certificate                            | OpenSSL 20",
        "self-signed certificate                                           | OpenSSL 18",
        "self-signed certificate in certificate chain                      | OpenSSL 19",
        "wrong version number                                              | no TLS on this port",
        "SSL_ERROR_RX_RECORD_TOO_LONG                                      | no TLS on this port",
        "net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH                           | nothing in common",
        "peer did not return a certificate                                 | a client certificate is missing",
        "x509: certificate is valid for a.example, not b.example           | another name"
      })
  void what_stands_in_a_log_is_explained(String words, String title) {
    assertThat(run(("explain " + words.strip()).split(" +"))).isZero();
    assertThat(out.toString().lines().findFirst().orElse("")).contains(title);
    assertThat(out.toString()).contains("  by ", "  causes ", "  mend ");
    assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @Test
  void a_message_that_speaks_of_an_alert_is_explained_with_it() {
    assertThat(run("explain", "tlsv1 alert protocol version")).isZero();
    assertThat(out.toString()).startsWith("no version in common").contains("protocol_version (70)");
  }

  @Test
  void an_id_that_a_table_has_cut_is_known_by_its_beginning() {
    assertThat(run("explain", "compression-is-refused-in-t…")).isZero();
    assertThat(out.toString()).startsWith("compression-is-refused-in-tls-1-3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bad_certificat", "200", "99999999999", "gibberish", "expired…", "(((", "é"})
  void what_is_not_known_is_one_line_and_exit_code_2(String words) {
    assertThat(run("explain", words)).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains(words);
  }

  @Test
  void a_misspelt_alert_is_guessed() {
    run("explain", "bad_certificat");
    assertThat(err.toString()).contains("did you mean \"bad_certificate\"?");
  }

  @Test
  void every_alert_with_a_name_is_explained() {
    List<Integer> named =
        Arrays.stream(AlertDescription.class.getFields())
            .map(ExplainCommandTest::alert)
            .flatMap(Optional::stream)
            .map(AlertDescription::code)
            .toList();

    assertThat(new Troubles().alerts()).containsOnlyKeys(named.toArray(Integer[]::new));
    assertThat(new Troubles().alerts().values())
        .allSatisfy(
            trouble -> {
              assertThat(trouble.means()).endsWith(".");
              assertThat(trouble.sender()).endsWith(".");
              assertThat(trouble.causes()).isNotEmpty();
              assertThat(trouble.mend()).isNotEmpty();
              assertThat(trouble.source()).startsWith("RFC ");
            });
  }

  private static Optional<AlertDescription> alert(java.lang.reflect.Field field) {
    try {
      return field.get(null) instanceof AlertDescription alert
          ? Optional.of(alert)
          : Optional.empty();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private int run(String... args) {
    CommandLine commandLine = Main.commandLine(args);
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }
}
