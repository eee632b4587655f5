package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.CertificateFields.Reader;
import io.github.tlsgauntlet.pki.CertificateRecipe.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The fields of a certificate in a recipe that stand for extensions. */
final class ExtensionFields {
  static final Map<String, Reader> READERS =
      Map.ofEntries(
          Map.entry("san", field -> names(field, false)),
          Map.entry("san-critical", field -> names(field, true)),
          Map.entry("key-usage", ExtensionFields::keyUsage),
          Map.entry("ext-key-usage", field -> purposes(field, false)),
          Map.entry("ext-key-usage-critical", field -> purposes(field, true)),
          Map.entry("basic-constraints", ExtensionFields::basicConstraints),
          Map.entry("name-constraints", ExtensionFields::nameConstraints),
          Map.entry("policies", ExtensionFields::policies),
          Map.entry("policy-constraints", ExtensionFields::policyConstraints),
          Map.entry("issuers-at", ExtensionFields::issuersAt),
          Map.entry("subject-key-id", ExtensionFields::subjectKeyIdentifier),
          Map.entry("authority-key-id", ExtensionFields::authorityKeyIdentifier),
          Map.entry("extensions", ExtensionFields::extensions));

  private static final Map<String, Integer> USAGES =
      Map.of(
          "digitalSignature", KeyUsage.digitalSignature,
          "nonRepudiation", KeyUsage.nonRepudiation,
          "keyEncipherment", KeyUsage.keyEncipherment,
          "dataEncipherment", KeyUsage.dataEncipherment,
          "keyAgreement", KeyUsage.keyAgreement,
          "keyCertSign", KeyUsage.keyCertSign,
          "cRLSign", KeyUsage.cRLSign);

  private static final Map<String, String> PURPOSES =
      Map.of(
          "serverAuth", Extensions.SERVER_AUTH,
          "clientAuth", Extensions.CLIENT_AUTH,
          "codeSigning", "1.3.6.1.5.5.7.3.3",
          "emailProtection", "1.3.6.1.5.5.7.3.4",
          "OCSPSigning", "1.3.6.1.5.5.7.3.9",
          "any", "2.5.29.37.0");

  /** The purpose of the presenter's role, and that of the other role. */
  private static final String OWN = "own";

  private static final String OTHER = "other";

  private static final Map<String, String> NAMED =
      Map.of(
          "san", Extensions.SUBJECT_ALTERNATIVE_NAME,
          "key-usage", Extensions.KEY_USAGE,
          "ext-key-usage", Extensions.EXTENDED_KEY_USAGE,
          "basic-constraints", Extensions.BASIC_CONSTRAINTS);

  private static final String NONE = "none";

  private ExtensionFields() {}

  /** An extension's identifier from its field's name, or as written. */
  static String oid(String text) throws Misfit {
    String oid = NAMED.getOrDefault(text, text);
    if (!oid.matches("[0-2](\\.\\d{1,15}){1,20}")) {
      throw Field.unknown("extension", text, NAMED.keySet());
    }
    return oid;
  }

  private static Step without(String oid) {
    return (draft, setting) -> draft.extensions.remove(oid);
  }

  private static Step with(String oid, boolean critical, byte[] value) {
    byte[] extension = Extensions.extension(oid, critical, value);
    return (draft, setting) -> draft.extensions.put(oid, extension);
  }

  private static Step names(Field field, boolean critical) throws Misfit {
    String oid = Extensions.SUBJECT_ALTERNATIVE_NAME;
    if (field.isText(NONE)) {
      return without(oid);
    }
    if (field.isText("usual")) {
      return (draft, setting) ->
          Extensions.put(
              draft, oid, critical, Der.sequence(Names.generals(setting.names(), setting)));
    }
    List<String> texts = Names.texts(field);
    return (draft, setting) ->
        Extensions.put(draft, oid, critical, Der.sequence(Names.generals(texts, setting)));
  }

  private static Step keyUsage(Field field) throws Misfit {
    if (field.isText(NONE)) {
      return without(Extensions.KEY_USAGE);
    }
    int bits = 0;
    for (String usage : field.texts()) {
      Integer bit = USAGES.get(usage);
      if (bit == null) {
        throw Field.unknown("key usage", usage, USAGES.keySet());
      }
      bits |= bit;
    }
    return with(Extensions.KEY_USAGE, true, Extensions.keyUsage(bits));
  }

  private static Step purposes(Field field, boolean critical) throws Misfit {
    if (field.isText(NONE)) {
      return without(Extensions.EXTENDED_KEY_USAGE);
    }
    List<String> wanted = new ArrayList<>();
    for (String text : field.texts()) {
      boolean relative = text.equals(OWN) || text.equals(OTHER);
      String oid = PURPOSES.getOrDefault(text, text);
      if (!relative && !oid.matches("[0-2](\\.\\d{1,15}){1,20}")) {
        throw Field.unknown("purpose", text, PURPOSES.keySet());
      }
      wanted.add(oid);
    }
    return (draft, setting) ->
        Extensions.put(
            draft,
            Extensions.EXTENDED_KEY_USAGE,
            critical,
            Extensions.identifiers(
                wanted.stream()
                    .map(
                        oid ->
                            switch (oid) {
                              case OWN -> setting.purpose();
                              case OTHER -> setting.otherPurpose();
                              default -> oid;
                            })
                    .toList()));
  }

  private static Step basicConstraints(Field field) throws Misfit {
    if (field.isText(NONE)) {
      return without(Extensions.BASIC_CONSTRAINTS);
    }
    Map<String, Field> parts = field.fields(Set.of("ca", "path-length", "critical"));
    byte[] value = new byte[0];
    if (parts.containsKey("ca") && parts.get("ca").truth()) {
      value = new byte[] {1, 1, (byte) 0xff};
    }
    if (parts.containsKey("path-length")) {
      value = Der.join(value, Names.encoded(new ASN1Integer(parts.get("path-length").number())));
    }
    return with(Extensions.BASIC_CONSTRAINTS, critical(parts, true), Der.sequence(value));
  }

  private static boolean critical(Map<String, Field> parts, boolean usual) throws Misfit {
    return parts.containsKey("critical") ? parts.get("critical").truth() : usual;
  }

  private static Step nameConstraints(Field field) throws Misfit {
    Map<String, Field> parts = field.fields(Set.of("permitted", "excluded", "critical"));
    boolean critical = critical(parts, true);
    List<String> permitted =
        parts.containsKey("permitted") ? Names.texts(parts.get("permitted")) : List.of();
    List<String> excluded =
        parts.containsKey("excluded") ? Names.texts(parts.get("excluded")) : List.of();
    return (draft, setting) ->
        Extensions.put(
            draft,
            Extensions.NAME_CONSTRAINTS,
            critical,
            Der.sequence(
                Der.join(subtrees(0xa0, permitted, setting), subtrees(0xa1, excluded, setting))));
  }

  private static byte[] subtrees(int tag, List<String> names, CertificateRecipe.Setting setting) {
    if (names.isEmpty()) {
      return new byte[0];
    }
    byte[][] trees = new byte[names.size()][];
    for (int i = 0; i < trees.length; i++) {
      trees[i] = Der.sequence(Names.checked(setting.fill(names.get(i))));
    }
    return Der.value(tag, Der.join(trees));
  }

  private static Step policies(Field field) throws Misfit {
    List<String> oids = new ArrayList<>();
    for (String text : field.texts()) {
      oids.add(oid(text));
    }
    return with(Extensions.CERTIFICATE_POLICIES, false, Extensions.policies(oids));
  }

  private static Step policyConstraints(Field field) throws Misfit {
    Map<String, Field> parts = field.fields(Set.of("require-explicit", "inhibit-mapping"));
    byte[] value = new byte[0];
    if (parts.containsKey("require-explicit")) {
      value = Der.value(0x80, new byte[] {(byte) parts.get("require-explicit").number()});
    }
    if (parts.containsKey("inhibit-mapping")) {
      value =
          Der.join(
              value, Der.value(0x81, new byte[] {(byte) parts.get("inhibit-mapping").number()}));
    }
    return with(Extensions.POLICY_CONSTRAINTS, true, Der.sequence(value));
  }

  /** Where the issuer's certificate may be fetched (RFC 5280 §4.2.2.1). */
  private static Step issuersAt(Field field) throws Misfit {
    byte[] location = Names.general("uri:" + field.text());
    byte[] method =
        Names.encoded(new org.bouncycastle.asn1.ASN1ObjectIdentifier("1.3.6.1.5.5.7.48.2"));
    return with(
        Extensions.AUTHORITY_INFORMATION_ACCESS,
        false,
        Der.sequence(Der.sequence(Der.join(method, location))));
  }

  private static Step subjectKeyIdentifier(Field field) throws Misfit {
    Draft.Identifier which = identifier(field);
    return (draft, setting) -> draft.subjectKeyIdentifier = which;
  }

  private static Step authorityKeyIdentifier(Field field) throws Misfit {
    Draft.Identifier which = identifier(field);
    return (draft, setting) -> draft.authorityKeyIdentifier = which;
  }

  private static Draft.Identifier identifier(Field field) throws Misfit {
    return switch (field.text()) {
      case "none" -> Draft.Identifier.ABSENT;
      case "wrong" -> Draft.Identifier.WRONG;
      case "right" -> Draft.Identifier.RIGHT;
      default ->
          throw Field.unknown("key identifier", field.text(), Set.of("none", "wrong", "right"));
    };
  }

  /** Other extensions, by number and octets; or "none", to have no extension at all. */
  private static Step extensions(Field field) throws Misfit {
    if (field.isText(NONE)) {
      return (draft, setting) -> {
        draft.extensions.clear();
        draft.subjectKeyIdentifier = Draft.Identifier.ABSENT;
        draft.authorityKeyIdentifier = Draft.Identifier.ABSENT;
      };
    }
    List<Step> steps = new ArrayList<>();
    for (Field item : field.items()) {
      Map<String, Field> parts = item.fields(Set.of("oid", "critical", "value"));
      if (!parts.containsKey("oid") || !parts.containsKey("value")) {
        throw new Misfit("half an extension", "Write { oid: 1.2.3, critical: true, value: 0500 }");
      }
      steps.add(
          with(oid(parts.get("oid").text()), critical(parts, false), parts.get("value").hex()));
    }
    return (draft, setting) -> steps.forEach(step -> step.apply(draft, setting));
  }
}
