package io.github.tlsgauntlet.pki;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A certificate authority for tests of one's own:
 *
 * <pre>{@code
 * CertificateAuthority ca = CertificateAuthority.create("My CA");
 * Credential server = ca.issue(Leaf.server("localhost", "127.0.0.1"));
 * Credential expired = ca.issue(Leaf.client("alice").expired());
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class CertificateAuthority {
  private static final int SERIAL_BITS = 127;
  private static final Duration AGE = Duration.ofDays(30);
  private static final Duration LIFE = Duration.ofDays(1_825);

  private final Keys keys;
  private final long seed;
  private final Instant now;
  private final AtomicInteger issued;
  private final CertificateKey key;
  private final byte[] subject;
  private final byte[] encoded;
  private final List<byte[]> above;

  private CertificateAuthority(
      String name, Keys keys, long seed, Instant now, Optional<CertificateAuthority> issuer) {
    this.keys = keys;
    this.seed = seed;
    this.now = now;
    this.issued = issuer.map(parent -> parent.issued).orElseGet(AtomicInteger::new);
    int number = issued.incrementAndGet();
    this.key = keys.get(KeyAlgorithm.EC_P256, "authority " + number);
    this.subject = name(name);
    Draft draft = draft(subject, AGE.negated(), LIFE, KeyAlgorithm.EC_P256, number);
    Extensions.put(draft, Extensions.BASIC_CONSTRAINTS, true, Extensions.authority(true));
    Extensions.put(
        draft,
        Extensions.KEY_USAGE,
        true,
        Extensions.keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    CertificateKey signer = issuer.map(parent -> parent.key).orElse(key);
    byte[] issuerName = issuer.map(parent -> parent.subject).orElse(subject);
    this.encoded = certificate(draft, issuerName, key, signer, number);
    List<byte[]> chain = new ArrayList<>();
    issuer.ifPresent(
        parent -> {
          chain.add(encoded);
          chain.addAll(parent.above);
        });
    this.above = List.copyOf(chain);
  }

  /** A root with keys that nobody can foretell, by the system's clock. */
  public static CertificateAuthority create(String name) {
    return create(name, new SecureRandom().nextLong(), Instant.now(Clock.systemUTC()));
  }

  /**
   * A root that is the same for the same seed and clock, as is what it issues in the same order.
   */
  public static CertificateAuthority create(String name, long seed, Instant now) {
    return new CertificateAuthority(
        name,
        new Keys(seed, new RsaKeys(PrimeStore.usual())),
        seed,
        now.truncatedTo(ChronoUnit.SECONDS),
        Optional.empty());
  }

  /** An authority below this one. */
  public CertificateAuthority subordinate(String name) {
    return new CertificateAuthority(name, keys, seed, now, Optional.of(this));
  }

  /** A certificate with its chain, the root left out, and its key. */
  public Credential issue(Leaf leaf) {
    int number = issued.incrementAndGet();
    Draft draft =
        draft(name(leaf.commonName()), leaf.fromNow(), leaf.untilThen(), leaf.key(), number);
    Extensions.put(
        draft, Extensions.KEY_USAGE, true, Extensions.keyUsage(KeyUsage.digitalSignature));
    Extensions.put(draft, Extensions.BASIC_CONSTRAINTS, true, Extensions.authority(false));
    Extensions.put(
        draft, Extensions.EXTENDED_KEY_USAGE, false, Extensions.identifiers(leaf.purposes()));
    if (!leaf.names().isEmpty()) {
      byte[][] names = leaf.names().stream().map(Names::checked).toArray(byte[][]::new);
      Extensions.put(
          draft, Extensions.SUBJECT_ALTERNATIVE_NAME, false, Der.sequence(Der.join(names)));
    }
    String label = leaf.key().isRsa() ? "leaf leaf" : "leaf " + number;
    CertificateKey own = keys.get(leaf.key(), label);
    List<byte[]> chain = new ArrayList<>();
    chain.add(certificate(draft, subject, own, key, number));
    chain.addAll(above);
    return new Credential(chain, own.lazyKey());
  }

  /** Its own certificate, for a trust store. */
  public X509Certificate certificate() {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException e) {
      throw new IllegalStateException("A certificate that this Java can't read", e);
    }
  }

  /** Certificate and key, as {@link Mint#withClientIssuer} takes them. */
  public CertificateIssuer issuer() {
    return new CertificateIssuer(certificate(), key.privateKey());
  }

  private Draft draft(
      byte[] name, Duration from, Duration until, KeyAlgorithm algorithm, int number) {
    BigInteger serial = new BigInteger(SERIAL_BITS, random("serial", number));
    return new Draft(
        Names.encoded(new ASN1Integer(serial.setBit(SERIAL_BITS - 1))),
        name,
        Times.encode(now.plus(from)),
        Times.encode(now.plus(until)),
        new Draft.KeyChoice(algorithm, "authority"),
        "root");
  }

  private byte[] certificate(
      Draft draft, byte[] issuerName, CertificateKey own, CertificateKey signer, int number) {
    return Assembler.certificate(
        draft,
        issuerName,
        new Assembler.Signatories(own, signer, signer),
        random("signature", number));
  }

  private SecureRandom random(String use, int number) {
    return new SeededRandom(seed, use + " " + number);
  }

  /** One common name, whatever characters it has. */
  private static byte[] name(String commonName) {
    ASN1EncodableVector pair = new ASN1EncodableVector();
    pair.add(BCStyle.CN);
    pair.add(new DERUTF8String(commonName));
    return Names.encoded(new DERSequence(new DERSet(new DERSequence(pair))));
  }
}
