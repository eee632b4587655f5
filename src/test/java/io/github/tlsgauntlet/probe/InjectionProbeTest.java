package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.probe.UpgradeServer.Manner;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import io.github.tlsgauntlet.target.Upgrade;
import io.github.tlsgauntlet.target.upgrade.Injection;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands that were sent before TLS, to servers of each protocol that take them or do not. */
class InjectionProbeTest {
  private static Exposure against(Upgrade upgrade, Manner manner) throws IOException {
    Line counting =
        new Line(
            deadline -> {
              throw new IOException("only the injection is asked for");
            },
            Duration.ofSeconds(60));
    try (UpgradeServer server = UpgradeServer.of(upgrade, manner)) {
      Exposure exposure = server.tried(counting).exposure();
      assertThat(counting.connections()).isEqualTo(1);
      return exposure;
    }
  }

  @ParameterizedTest
  @EnumSource(Upgrade.class)
  void a_server_that_takes_a_command_from_before_tls_is_vulnerable(Upgrade upgrade)
      throws IOException {
    assertThat(against(upgrade, Manner.KEEPS)).isEqualTo(Exposure.VULNERABLE);
  }

  @ParameterizedTest
  @EnumSource(Upgrade.class)
  void a_server_that_forgets_what_came_before_tls_is_safe(Upgrade upgrade) throws IOException {
    assertThat(against(upgrade, Manner.FORGETS)).isEqualTo(Exposure.SAFE);
  }

  @ParameterizedTest
  @EnumSource(value = Upgrade.class, mode = EnumSource.Mode.EXCLUDE, names = "MYSQL")
  void a_server_that_does_not_go_over_with_a_command_on_the_heels_is_safe(Upgrade upgrade)
      throws IOException {
    assertThat(against(upgrade, Manner.OBJECTS)).isEqualTo(Exposure.SAFE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Upgrade.class,
      names = {"SMTP", "LDAP", "POSTGRES", "XMPP"})
  void a_server_that_says_nothing_or_nothing_of_it_tells_nothing(Upgrade upgrade)
      throws IOException {
    assertThat(against(upgrade, Manner.SAYS_NOTHING)).isEqualTo(Exposure.UNTOLD);
    assertThat(against(upgrade, Manner.BABBLES)).isEqualTo(Exposure.UNTOLD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SMTP     | '250 2.0.0 Ok\n221 Bye\n'                       | VULNERABLE",
        "SMTP     | '502 what\n221 Bye\n'                           | VULNERABLE",
        "SMTP     | '221 Bye\n'                                     | SAFE",
        "IMAP     | 'a3 OK NOOP\n* BYE\na4 OK\n'                    | VULNERABLE",
        "IMAP     | '* BYE Logging out\na4 OK Logout\n'             | SAFE",
        "POP3     | '+OK\nUIDL\n.\n+OK bye\n'                       | VULNERABLE",
        "POP3     | '-ERR what\n+OK bye\n'                          | VULNERABLE",
        "POP3     | '+OK bye\n'                                     | SAFE",
        "SIEVE    | 'OK (TAG \"tls-gauntlet-injected\")\nOK\n'      | VULNERABLE",
        "SIEVE    | 'NO \"what\"\nOK\n'                             | VULNERABLE",
        "SIEVE    | '\"SIEVE\" \"x\"\nOK\nOK \"Logout\"\n'          | SAFE",
        "SIEVE    | 'OK \"Logout\"\n'                               | SAFE",
        "FTP      | '200 NOOP command successful\n221 Goodbye.\n'   | VULNERABLE",
        "FTP      | '530 Please login\n221 Goodbye.\n'              | VULNERABLE",
        "NNTP     | '111 20261123000000\n205 Bye\n'                 | VULNERABLE",
        "NNTP     | '480 Log in first\n205 Bye\n'                   | VULNERABLE",
        "IRC      | ':irc.example 451 * :not registered\nERROR x\n' | VULNERABLE",
        "POSTGRES | 'E....SFATAL\u0000C28000\u0000Mno entry, user \"tls-gauntlet-injected\"'"
            + " | VULNERABLE",
        "POSTGRES | 'E....SFATAL\u0000C08P01\u0000Mreceived unencrypted data' | SAFE",
        "POSTGRES | 'E....SFATAL\u0000C53300\u0000Mtoo many clients' | UNTOLD",
        "MYSQL    | '....\u00ff\u0015\u0004Access denied for tls-gauntlet-injected' | VULNERABLE",
        "MYSQL    | '....\u00ff\u0084\u0004#08S01Got packets out of order' | SAFE",
        "MYSQL    | '....\u00ff\u0010\u0004Too many connections'    | UNTOLD",
        "SMTP     | ''                                              | UNTOLD",
      })
  void what_is_said_inside_tls_tells(Upgrade upgrade, String said, Exposure exposure) {
    assertThat(InjectionProbe.judge(Injection.of(upgrade, "host.example"), said).exposure())
        .isEqualTo(exposure);
  }
}
