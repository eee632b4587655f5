package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.CipherSuite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The command lines of the stacks that we interoperate with. */
enum ForeignStack {
  OPENSSL("openssl", "openssl", true) {
    @Override
    Stream<CipherSuite> suites() {
      return codePoints(List.of("openssl", "ciphers", "-V", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"));
    }

    @Override
    ForeignProgram.Running serve(Path folder, String kind, boolean asks, String... more) {
      int port = ForeignProgram.freePort();
      ForeignProgram.Pem pem = ForeignProgram.pem(folder, TestCredentials.of(kind));
      List<String> command =
          new ArrayList<>(
              List.of(
                  "openssl",
                  "s_server",
                  "-accept",
                  "127.0.0.1:" + port,
                  "-rev",
                  "-cert",
                  pem.certificate(),
                  "-key",
                  pem.key(),
                  "-cipher",
                  EVERYTHING,
                  "-groups",
                  GROUPS));
      if (asks) {
        command.addAll(List.of("-Verify", "1"));
      }
      command.addAll(Arrays.asList(more));
      return ForeignProgram.serve(port, "ACCEPT", command);
    }

    @Override
    List<String> client(Path folder, int port, Optional<String> kind) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "openssl",
                  "s_client",
                  "-connect",
                  "127.0.0.1:" + port,
                  "-cipher",
                  EVERYTHING,
                  "-groups",
                  GROUPS));
      kind.map(k -> ForeignProgram.pem(folder, TestCredentials.of(k)))
          .ifPresent(pem -> command.addAll(List.of("-cert", pem.certificate(), "-key", pem.key())));
      return command;
    }
  },

  GNUTLS("gnutls-cli", "gnutls-serv", false) {
    @Override
    Stream<CipherSuite> suites() {
      return codePoints(List.of("gnutls-cli", "-l", "--priority", PRIORITY));
    }

    @Override
    ForeignProgram.Running serve(Path folder, String kind, boolean asks, String... more) {
      int port = ForeignProgram.freePort();
      ForeignProgram.Pem pem = ForeignProgram.pem(folder, TestCredentials.of(kind));
      List<String> command =
          new ArrayList<>(
              List.of(
                  "gnutls-serv",
                  "--echo",
                  "--port",
                  "" + port,
                  "--x509certfile",
                  pem.certificate(),
                  "--x509keyfile",
                  pem.key(),
                  "--priority",
                  PRIORITY));
      command.add(asks ? "--require-client-cert" : "--disable-client-cert");
      command.addAll(Arrays.asList(more));
      return ForeignProgram.serve(port, "Echo Server listening", command);
    }

    @Override
    List<String> client(Path folder, int port, Optional<String> kind) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "gnutls-cli",
                  "-p",
                  "" + port,
                  "--insecure",
                  "--no-ca-verification",
                  "--priority",
                  PRIORITY));
      kind.map(k -> ForeignProgram.pem(folder, TestCredentials.of(k)))
          .ifPresent(
              pem ->
                  command.addAll(
                      List.of("--x509certfile", pem.certificate(), "--x509keyfile", pem.key())));
      command.add("127.0.0.1");
      return command;
    }
  };

  private static final Pattern CODE_POINT =
      Pattern.compile("0x([0-9A-Fa-f]{2}), ?0x([0-9A-Fa-f]{2})");
  private static final int HEXADECIMAL = 16;
  private static final String EVERYTHING = "ALL:COMPLEMENTOFALL:@SECLEVEL=0";
  private static final String GROUPS =
      "X25519:X448:P-256:P-384:P-521:ffdhe2048:ffdhe3072:ffdhe4096";
  private static final String PRIORITY =
      "NORMAL:+VERS-ALL:+CIPHER-ALL:+KX-ALL:+MAC-ALL:+GROUP-ALL:+SIGN-ALL"
          + ":+3DES-CBC:+AES-128-CCM-8:+AES-256-CCM-8:+CAMELLIA-128-GCM:+CAMELLIA-256-GCM"
          + ":+CAMELLIA-128-CBC:+CAMELLIA-256-CBC:%VERIFY_ALLOW_BROKEN";

  private final String client;
  private final String server;
  private final boolean reverses;

  ForeignStack(String client, String server, boolean reverses) {
    this.client = client;
    this.server = server;
    this.reverses = reverses;
  }

  void require() {
    ForeignProgram.require(client);
    ForeignProgram.require(server);
  }

  /** What its server answers to a ping and a line feed. */
  String answer() {
    return reverses ? "gnip\n" : "ping\n";
  }

  /** The suites that it knows. */
  abstract Stream<CipherSuite> suites();

  abstract ForeignProgram.Running serve(Path folder, String kind, boolean asks, String... more);

  abstract List<String> client(Path folder, int port, Optional<String> kind);

  /** Both list the code points as two bytes with a comma between. */
  private static Stream<CipherSuite> codePoints(List<String> command) {
    return CODE_POINT
        .matcher(ForeignProgram.run("", command))
        .results()
        .map(
            found ->
                new CipherSuite(Integer.parseInt(found.group(1) + found.group(2), HEXADECIMAL)));
  }
}
