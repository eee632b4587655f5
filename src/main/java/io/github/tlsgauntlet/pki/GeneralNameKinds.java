package io.github.tlsgauntlet.pki;

import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/** The kinds of GeneralName (RFC 5280, Section 4.2.1.6) and their text. */
final class GeneralNameKinds {
  private GeneralNameKinds() {}

  static String of(int tag) {
    return switch (tag) {
      case GeneralName.rfc822Name -> "the mailbox";
      case GeneralName.dNSName -> "the host";
      case GeneralName.directoryName -> "the directory name";
      case GeneralName.uniformResourceIdentifier -> "the URI";
      case GeneralName.iPAddress -> "the address";
      case GeneralName.registeredID -> "the registered identifier";
      default -> "a name of another kind";
    };
  }

  /** The text of a name of the textual kinds and of directory names; others have none. */
  static String text(GeneralName name) {
    return switch (name.getTagNo()) {
      case GeneralName.rfc822Name, GeneralName.dNSName, GeneralName.uniformResourceIdentifier ->
          ASN1IA5String.getInstance(name.getName()).getString();
      case GeneralName.directoryName ->
          DistinguishedNames.inWords(X500Name.getInstance(name.getName()));
      default -> "";
    };
  }
}
