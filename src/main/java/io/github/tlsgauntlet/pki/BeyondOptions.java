package io.github.tlsgauntlet.pki;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;

/** What a fixture has that no option of openssl or keytool makes: one sentence each. */
final class BeyondOptions {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int USUAL_VERSION = 3;

  private BeyondOptions() {}

  /** What is wrong with none of the certificates, and with how they are presented. */
  static Optional<String> of(Presentation presentation) {
    return switch (presentation) {
      case CERTIFICATES -> Optional.empty();
      case NO_CERTIFICATE -> Optional.of("The scenario is a peer that sends none of these.");
      case UNREQUESTED -> Optional.of("The scenario is a peer that sends these unasked.");
      case PROOF_BY_OTHER_KEY ->
          Optional.of("These are sound; the scenario is a peer that signs with other-key.pem.");
      case PROOF_MISSING ->
          Optional.of("These are sound; the scenario is a peer that sends no proof of its key.");
      case EMPTY_LIST ->
          Optional.of("These are sound; the scenario is a peer that sends an empty list.");
      case AFTER_HANDSHAKE ->
          Optional.of("These are sound; the scenario is to be asked after the handshake.");
    };
  }

  /**
   * What is special about one certificate.
   *
   * @param issuer the one whose name it gives, or whose key signs it
   */
  static List<String> of(SentCertificate one, SentCertificate issuer) {
    List<String> all = new ArrayList<>();
    String name = one.inWords();
    time(one.body().notBefore()).ifPresent(what -> all.add(name + " " + what + "."));
    time(one.body().notAfter()).ifPresent(what -> all.add(name + " " + what + "."));
    // Without extensions openssl makes version 1 itself.
    if (one.body().version().intValue() != USUAL_VERSION && one.body().extensionsPresent()) {
      all.add(name + " is of version " + one.body().version() + ".");
    }
    if (repeatsAnExtension(one)) {
      all.add(name + " has an extension twice.");
    }
    RsaWeakness.of(one.encoded())
        .ifPresent(what -> all.add(name + " has a weak key: " + what + "."));
    KeysOfOthers.of(one.body().subjectPublicKeyInfo())
        .ifPresent(what -> all.add(name + " has " + what + ": it stands in key.pem."));
    if (hasControlCharacters(one)) {
      all.add(name + " has characters in its subject that no argument holds.");
    }
    if (!Arrays.equals(Names.encoded(one.issuer()), Names.encoded(issuer.subject()))
        && DistinguishedNames.same(one.issuer(), issuer.subject())) {
      all.add(name + " spells its issuer's name otherwise than the issuer does.");
    }
    return all;
  }

  private static Optional<String> time(ASN1Primitive time) {
    return ValidityTime.malformed(time).or(() -> ValidityTime.early(time));
  }

  private static boolean repeatsAnExtension(SentCertificate one) {
    Set<ASN1ObjectIdentifier> seen = new HashSet<>();
    return !one.body().extensions().stream().map(Extension::getExtnId).allMatch(seen::add);
  }

  private static boolean hasControlCharacters(SentCertificate one) {
    for (RDN part : one.subject().getRDNs()) {
      try {
        if (CONTROL.matcher(IETFUtils.valueToString(part.getFirst().getValue())).find()) {
          return true;
        }
      } catch (RuntimeException e) {
        // Values that Bouncy Castle can't make text of.
        return true;
      }
    }
    return false;
  }
}
