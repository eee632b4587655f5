package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * validity-boundary-exact before each verifier whose clock can be held: a certificate is valid at
 * its last second, and no longer at the next (RFC 5280, Section 4.1.2.5).
 */
class ValidityBoundaryTest {
  private static final Instant LAST_SECOND = Instant.parse("2026-11-23T12:00:00Z");

  private static Fixture fixture(Role role) throws RecipeException {
    return new Mint(Catalogue.load(), 1, LAST_SECOND).fixture("validity-boundary-exact", role);
  }

  @ParameterizedTest
  @CsvSource({"SERVER, 0, true", "SERVER, 1, false", "CLIENT, 0, true", "CLIENT, 1, false"})
  void our_judge_takes_the_last_second_and_no_later_one(Role role, long after, boolean taken)
      throws RecipeException {
    Fixture fixture = fixture(role);
    Judgement judgement =
        ChainJudge.judge(
            fixture.credential().certificates(),
            new Question(
                fixture.trustAnchors(),
                Optional.of(fixture.referenceName()),
                LAST_SECOND.plusSeconds(after),
                role == Role.SERVER ? Purpose.SERVER : Purpose.CLIENT));

    assertThat(judgement.acceptable()).isEqualTo(taken);
    assertThat(judgement.broken())
        .isEqualTo(taken ? List.of() : List.of(ChainRule.CERTIFICATES_ARE_IN_DATE));
  }

  @ParameterizedTest
  @CsvSource({
    "SUN, SERVER, 0, true",
    "SUN, SERVER, 1, false",
    "SUN, CLIENT, 0, true",
    "SUN, CLIENT, 1, false",
    "BC, SERVER, 0, true",
    "BC, SERVER, 1, false",
    "BC, CLIENT, 0, true",
    "BC, CLIENT, 1, false",
  })
  void a_verifier_of_paths_takes_the_last_second_and_no_later_one(
      String who, Role role, long after, boolean taken) throws Exception {
    CertPathValidator verifier =
        who.equals("BC")
            ? CertPathValidator.getInstance("PKIX", (Provider) new BouncyCastleProvider())
            : CertPathValidator.getInstance("PKIX");

    assertThat(takes(verifier, fixture(role), LAST_SECOND.plusSeconds(after))).isEqualTo(taken);
  }

  private static boolean takes(CertPathValidator verifier, Fixture fixture, Instant at)
      throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> path = new ArrayList<>();
    for (byte[] encoded : fixture.credential().certificates()) {
      path.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)));
    }
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(fixture.trustAnchors().get(0), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    try {
      verifier.validate(factory.generateCertPath(path), parameters);
      return true;
    } catch (CertPathValidatorException expired) {
      return false;
    }
  }
}
