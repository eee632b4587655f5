package io.github.tlsgauntlet.pki;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The control certificates: what a certificate has before its recipe changes anything. */
final class Kinds {
  private static final int SERIAL_BITS = 127;
  private static final Duration LEAF_AGE = Duration.ofDays(1);
  private static final Duration LEAF_LEFT = Duration.ofDays(89);
  private static final Duration AUTHORITY_AGE = Duration.ofDays(30);
  private static final Duration AUTHORITY_LEFT = Duration.ofDays(1_825);

  private Kinds() {}

  /**
   * A draft of this kind.
   *
   * @param name what the recipe calls it
   * @param id the scenario's, which shows in its subject; empty for what scenarios share
   */
  static Draft draft(
      CertificateRecipe.Kind kind,
      String name,
      String id,
      CertificateRecipe.Setting setting,
      SecureRandom random) {
    byte[] serial =
        Names.encoded(new ASN1Integer(new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1)));
    String role = setting.role().name().toLowerCase(java.util.Locale.ROOT);
    String ours = (id.isEmpty() ? "" : ",OU=" + id) + ",O=TLS Gauntlet";
    Instant now = setting.now();
    return switch (kind) {
      case LEAF -> leaf(name, ours, serial, role, setting);
      case INTERMEDIATE ->
          authority(
              new Draft(
                  serial,
                  subject("CN=Gauntlet " + role + " " + name + ours),
                  Times.encode(now.minus(AUTHORITY_AGE)),
                  Times.encode(now.plus(AUTHORITY_LEFT)),
                  new Draft.KeyChoice(KeyAlgorithm.EC_P256, role + " " + name),
                  "root"),
              Extensions.authority(0));
      case ROOT -> {
        String label = id.isEmpty() ? role + " " + name : role + " own " + name;
        Draft root =
            new Draft(
                serial,
                subject("CN=Gauntlet " + role + " " + name + ours),
                Times.encode(now.minus(AUTHORITY_AGE)),
                Times.encode(now.plus(AUTHORITY_LEFT)),
                new Draft.KeyChoice(KeyAlgorithm.EC_P256, label),
                name);
        root.authorityKeyIdentifier = Draft.Identifier.ABSENT;
        yield authority(root, Extensions.authority(true));
      }
    };
  }

  private static Draft leaf(
      String name, String ours, byte[] serial, String role, CertificateRecipe.Setting setting) {
    Instant now = setting.now();
    Draft leaf =
        new Draft(
            serial,
            subject("CN=" + setting.host() + ours),
            Times.encode(now.minus(LEAF_AGE)),
            Times.encode(now.plus(LEAF_LEFT)),
            new Draft.KeyChoice(KeyAlgorithm.EC_P256, role + " " + name),
            "intermediate");
    Extensions.put(
        leaf, Extensions.KEY_USAGE, true, Extensions.keyUsage(KeyUsage.digitalSignature));
    Extensions.put(leaf, Extensions.BASIC_CONSTRAINTS, true, Extensions.authority(false));
    Extensions.put(
        leaf,
        Extensions.EXTENDED_KEY_USAGE,
        false,
        Extensions.identifiers(List.of(setting.purpose())));
    Extensions.put(
        leaf,
        Extensions.SUBJECT_ALTERNATIVE_NAME,
        false,
        Der.sequence(Names.generals(setting.names(), setting)));
    return leaf;
  }

  private static Draft authority(Draft draft, byte[] constraints) {
    Extensions.put(draft, Extensions.BASIC_CONSTRAINTS, true, constraints);
    Extensions.put(
        draft,
        Extensions.KEY_USAGE,
        true,
        Extensions.keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return draft;
  }

  private static byte[] subject(String text) {
    try {
      return Names.distinguished(text);
    } catch (Misfit e) {
      throw new IllegalStateException(text, e);
    }
  }
}
