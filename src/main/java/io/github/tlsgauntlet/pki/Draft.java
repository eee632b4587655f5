package io.github.tlsgauntlet.pki;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A certificate before it is signed: what steps write to and {@link Assembler} reads. The fields
 * hold encoded values, since a recipe may ask for ones that no type can express. One thread works
 * on it, and it doesn't outlive the making.
 */
final class Draft {
  /** A key by its kind, and the label that tells it from others of that kind. */
  record KeyChoice(KeyAlgorithm algorithm, String label) {}

  /** What becomes of a key identifier. */
  enum Identifier {
    RIGHT,
    WRONG,
    ABSENT
  }

  /** The version as people say it, 3 for what is encoded as 2. */
  int version = 3;

  byte[] serial;
  byte[] subject;
  Optional<byte[]> issuerName = Optional.empty();
  byte[] notBefore;
  byte[] notAfter;
  KeyChoice key;

  /** The certificate that issues this one, by its name in the recipe. */
  String issuer;

  /** The certificate whose key signs, when it is not the issuer's. */
  Optional<String> signingKey = Optional.empty();

  /** The certificate that lends its subject. */
  Optional<String> subjectOf = Optional.empty();

  /** The certificate that lends its key. */
  Optional<String> keyOf = Optional.empty();

  Optional<SignatureAlgorithm> signature = Optional.empty();
  Identifier subjectKeyIdentifier = Identifier.RIGHT;
  Identifier authorityKeyIdentifier = Identifier.RIGHT;

  /** Encoded extensions by their object identifier, in the order in which they appear. */
  final Map<String, byte[]> extensions = new LinkedHashMap<>();

  /** What is done to the part that is signed. */
  final List<UnaryOperator<byte[]>> beforeSigning = new ArrayList<>();

  /** What is done to the finished certificate. */
  final List<UnaryOperator<byte[]>> afterSigning = new ArrayList<>();

  Draft(
      byte[] serial,
      byte[] subject,
      byte[] notBefore,
      byte[] notAfter,
      KeyChoice key,
      String issuer) {
    this.serial = serial;
    this.subject = subject;
    this.notBefore = notBefore;
    this.notAfter = notAfter;
    this.key = key;
    this.issuer = issuer;
  }
}
