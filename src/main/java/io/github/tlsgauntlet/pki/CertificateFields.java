package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.CertificateRecipe.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Integer;

/** The fields of a certificate in a recipe, extensions apart. */
final class CertificateFields {
  private static final int HIGHEST_VERSION = 4;

  /** Reads one field's value. */
  @FunctionalInterface
  interface Reader {
    Step read(Field field) throws Misfit;
  }

  private static final Map<String, Reader> READERS = readers();

  private CertificateFields() {}

  /** All fields of one certificate; its mutations come last whatever their place. */
  static List<Step> steps(Field certificate) throws Misfit {
    List<Step> steps = new ArrayList<>();
    for (Field field : certificate.fields(READERS.keySet()).values()) {
      steps.add(Objects.requireNonNull(READERS.get(field.name())).read(field));
    }
    return steps;
  }

  private static Map<String, Reader> readers() {
    Map<String, Reader> readers = new TreeMap<>(ExtensionFields.READERS);
    readers.put("not-before", field -> notBefore(Times.check(field.text())));
    readers.put("not-after", field -> notAfter(Times.check(field.text())));
    readers.put("subject", CertificateFields::subject);
    readers.put("subject-of", field -> lends(field.text()));
    readers.put("key-of", field -> keyOf(field.text()));
    readers.put("issuer", field -> issuedBy(field.text()));
    readers.put("issuer-name", CertificateFields::issuerName);
    readers.put("signing-key", field -> signedBy(field.text()));
    readers.put("signature", CertificateFields::signature);
    readers.put("key", CertificateFields::key);
    readers.put("serial", CertificateFields::serial);
    readers.put("version", CertificateFields::version);
    readers.put("mutate", CertificateFields::mutations);
    return Map.copyOf(readers);
  }

  private static Step notBefore(String time) {
    return (draft, setting) -> draft.notBefore = Times.encode(time, setting.now());
  }

  private static Step notAfter(String time) {
    return (draft, setting) -> draft.notAfter = Times.encode(time, setting.now());
  }

  private static Step subject(Field field) throws Misfit {
    String text = field.text();
    Names.distinguished(text);
    return (draft, setting) -> draft.subject = named(setting.fill(text));
  }

  private static Step issuerName(Field field) throws Misfit {
    String text = field.text();
    Names.distinguished(text);
    return (draft, setting) -> draft.issuerName = Optional.of(named(setting.fill(text)));
  }

  private static byte[] named(String text) {
    try {
      return Names.distinguished(text);
    } catch (Misfit e) {
      throw new IllegalStateException("A name that was read before: " + text, e);
    }
  }

  private static Step lends(String other) {
    return (draft, setting) -> draft.subjectOf = Optional.of(other);
  }

  private static Step keyOf(String other) {
    return (draft, setting) -> draft.keyOf = Optional.of(other);
  }

  private static Step issuedBy(String other) {
    return (draft, setting) -> draft.issuer = other;
  }

  private static Step signedBy(String other) {
    return (draft, setting) -> draft.signingKey = Optional.of(other);
  }

  private static Step signature(Field field) throws Misfit {
    Set<String> known =
        Arrays.stream(SignatureAlgorithm.values())
            .map(SignatureAlgorithm::text)
            .collect(Collectors.toSet());
    Optional<SignatureAlgorithm> algorithm =
        Optional.of(field.oneOf("signature", SignatureAlgorithm::of, known));
    return (draft, setting) -> draft.signature = algorithm;
  }

  private static Step key(Field field) throws Misfit {
    Set<String> known =
        Arrays.stream(KeyAlgorithm.values()).map(KeyAlgorithm::text).collect(Collectors.toSet());
    KeyAlgorithm algorithm = field.oneOf("key", KeyAlgorithm::of, known);
    return (draft, setting) -> draft.key = new Draft.KeyChoice(algorithm, draft.key.label());
  }

  private static Step serial(Field field) throws Misfit {
    byte[] serial = Names.encoded(new ASN1Integer(field.bigNumber()));
    return (draft, setting) -> draft.serial = serial;
  }

  private static Step version(Field field) throws Misfit {
    int version = field.number();
    if (version < 1 || version > HIGHEST_VERSION) {
      throw new Misfit("version " + version, "Write a version from 1 to " + HIGHEST_VERSION);
    }
    return (draft, setting) -> draft.version = version;
  }

  private static Step mutations(Field field) throws Misfit {
    List<Mutation> mutations = new ArrayList<>();
    for (Field item : field.items()) {
      mutations.add(Mutations.read(item));
    }
    return (draft, setting) ->
        mutations.forEach(
            mutation ->
                (mutation.beforeSigning() ? draft.beforeSigning : draft.afterSigning)
                    .add(mutation.change()));
  }
}
