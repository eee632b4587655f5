package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.pki.Credential;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Presents one credential as it is: neither its dates nor its usages are looked at, for the harness
 * wants bad ones on the wire too. Only the key's kind has to fit what the stack asks for.
 */
final class CredentialKeyManager extends X509ExtendedKeyManager {
  private static final String ALIAS = "credential";

  private final X509Certificate[] chain;
  private final PrivateKey key;

  CredentialKeyManager(Credential credential) {
    this.key = Keys.asJdkKey(credential.privateKey());
    this.chain = PresentedCertificate.chain(credential.certificates(), key);
  }

  /** JSSE names a kind of key by its algorithm; Bouncy Castle also by key exchange or curve. */
  private boolean fits(@Nullable String keyType) {
    if (keyType == null) {
      return false;
    }
    String asked = keyType.toUpperCase(Locale.ROOT);
    String held = key.getAlgorithm().toUpperCase(Locale.ROOT);
    return switch (held) {
      case "EC", "ECDSA" ->
          asked.equals("EC")
              || asked.endsWith("_ECDSA")
              || asked.equals("EC_EC")
              || (asked.startsWith("EC/") && onCurve(keyType.substring(3)));
      case "RSA" -> asked.equals("RSA") || asked.equals("KE:RSA") || asked.endsWith("_RSA");
      case "EDDSA", "ED25519", "ED448" ->
          asked.equals("EDDSA") || asked.equals("ED25519") || asked.equals("ED448");
      case "DSA" -> asked.equals("DSA") || asked.endsWith("_DSS");
      default -> asked.equals(held);
    };
  }

  private boolean onCurve(String name) {
    ECNamedCurveParameterSpec curve = ECNamedCurveTable.getParameterSpec(name);
    if (curve == null) {
      curve = ECNamedCurveTable.getParameterSpec(name.replaceFirst("(?i)tls13$", ""));
    }
    return curve != null
        && key instanceof ECKey ec
        && curve.getN().equals(ec.getParams().getOrder());
  }

  private @Nullable String alias(@Nullable String... keyTypes) {
    for (String keyType : keyTypes) {
      if (fits(keyType)) {
        return ALIAS;
      }
    }
    return null;
  }

  private String @Nullable [] aliases(@Nullable String keyType) {
    return fits(keyType) ? new String[] {ALIAS} : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyType);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyType);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyTypes);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyTypes);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return ALIAS.equals(alias) ? chain.clone() : null;
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return ALIAS.equals(alias) ? key : null;
  }
}
