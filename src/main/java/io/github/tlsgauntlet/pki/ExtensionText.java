package io.github.tlsgauntlet.pki;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Extensions in the words that openssl and keytool share; what they have no words for is DER. */
final class ExtensionText {
  private static final Map<Integer, String> USAGES =
      Map.of(
          KeyUsage.digitalSignature, "digitalSignature",
          KeyUsage.nonRepudiation, "nonRepudiation",
          KeyUsage.keyEncipherment, "keyEncipherment",
          KeyUsage.dataEncipherment, "dataEncipherment",
          KeyUsage.keyAgreement, "keyAgreement",
          KeyUsage.keyCertSign, "keyCertSign",
          KeyUsage.cRLSign, "cRLSign");

  private static final Map<KeyPurposeId, String> PURPOSES =
      Map.of(
          KeyPurposeId.id_kp_serverAuth, "serverAuth",
          KeyPurposeId.id_kp_clientAuth, "clientAuth",
          KeyPurposeId.id_kp_codeSigning, "codeSigning",
          KeyPurposeId.id_kp_emailProtection, "emailProtection",
          KeyPurposeId.id_kp_timeStamping, "timeStamping",
          KeyPurposeId.id_kp_OCSPSigning, "OCSPSigning");

  private ExtensionText() {}

  static Optional<String> usages(SentCertificate certificate) {
    return certificate
        .keyUsage()
        .map(
            usage ->
                USAGES.entrySet().stream()
                    .filter(one -> usage.hasUsages(one.getKey()))
                    .map(Map.Entry::getValue)
                    .sorted()
                    .toList())
        .filter(words -> !words.isEmpty())
        .map(words -> String.join(",", words));
  }

  static Optional<String> purposes(SentCertificate certificate) {
    return certificate
        .extendedKeyUsage()
        .map(ExtendedKeyUsage::getUsages)
        .filter(purposes -> purposes.length > 0)
        .map(
            purposes -> {
              List<String> words = new ArrayList<>();
              for (KeyPurposeId purpose : purposes) {
                words.add(PURPOSES.getOrDefault(purpose, purpose.getId()));
              }
              return String.join(",", words);
            });
  }

  /** Empty where a name is of a kind, or has characters, that a list in words can't hold. */
  static Optional<String> names(Extension extension) {
    return Asn1.read(extension.getExtnValue().getOctets(), GeneralNames::getInstance)
        .flatMap(
            names -> {
              List<String> words = new ArrayList<>();
              for (GeneralName name : names.getNames()) {
                words.add(name(name).orElse(""));
              }
              return words.isEmpty() || words.contains("") || words.size() > 20
                  ? Optional.empty()
                  : Optional.of(String.join(",", words));
            });
  }

  private static Optional<String> name(GeneralName name) {
    return switch (name.getTagNo()) {
      case GeneralName.dNSName -> text("DNS:", name);
      case GeneralName.rfc822Name -> text("email:", name);
      case GeneralName.uniformResourceIdentifier -> text("URI:", name);
      case GeneralName.iPAddress -> address(name);
      default -> Optional.empty();
    };
  }

  private static Optional<String> text(String kind, GeneralName name) {
    String text = ASN1IA5String.getInstance(name.getName()).getString();
    return text.matches("[A-Za-z0-9.*@:/_-]+") ? Optional.of(kind + text) : Optional.empty();
  }

  private static Optional<String> address(GeneralName name) {
    byte[] octets = ASN1OctetString.getInstance(name.getName()).getOctets();
    try {
      return octets.length == 4 || octets.length == 16
          ? Optional.of("IP:" + InetAddress.getByAddress(octets).getHostAddress())
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  static String constraints(BasicConstraints constraints) {
    String most =
        constraints.getPathLenConstraint() == null
            ? ""
            : ",pathlen:" + constraints.getPathLenConstraint();
    return "CA:" + (constraints.isCA() ? "true" : "false") + most;
  }

  static String hex(Extension extension) {
    return HexFormat.ofDelimiter(":").formatHex(extension.getExtnValue().getOctets());
  }
}
