package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.pki.CertificateIssuer;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.KeyBlocklist;
import io.github.tlsgauntlet.pki.KeyMaterialException;
import io.github.tlsgauntlet.pki.KeyStores;
import io.github.tlsgauntlet.pki.WrongPasswordException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What the user lends for a target that is not ours to set up.
 *
 * @param trustAnchors what the server is judged by; empty for the JDK's own
 * @param clientCredential a client credential that the server takes
 * @param clientIssuer the CA that the server trusts, with its key
 * @param weakKeys RSA keys that others know (CVE-2008-0166), of which none are shipped
 */
public record LentMaterial(
    Optional<List<X509Certificate>> trustAnchors,
    Optional<Credential> clientCredential,
    Optional<CertificateIssuer> clientIssuer,
    Optional<KeyBlocklist> weakKeys) {
  /** Nothing. */
  public static LentMaterial none() {
    return new LentMaterial(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Reads it.
   *
   * @param settings which files
   * @throws SettingsException if one of them cannot be used
   */
  public static LentMaterial of(Settings settings) throws SettingsException {
    return new LentMaterial(
        lent(settings, Setting.TRUST_STORE, Setting.TRUST_STORE_PASSWORD, KeyStores::trustAnchors),
        lent(
            settings,
            Setting.CLIENT_KEY_STORE,
            Setting.CLIENT_KEY_STORE_PASSWORD,
            KeyStores::credential),
        lent(settings, Setting.CLIENT_ISSUER, Setting.CLIENT_ISSUER_PASSWORD, LentMaterial::issuer),
        weakKeys(settings));
  }

  /** Reads one kind of key material. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(Path file, Optional<char[]> password) throws KeyMaterialException, SettingsException;
  }

  private static <T> Optional<T> lent(
      Settings settings, Setting file, Setting password, Reader<T> reader)
      throws SettingsException {
    Optional<Path> path = settings.file(file);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.read(path.get(), settings.get(password).map(String::toCharArray)));
    } catch (WrongPasswordException e) {
      throw new SettingsException(
          e.getMessage() + "; give " + password.key() + ", or a file with it", e);
    } catch (KeyMaterialException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  private static CertificateIssuer issuer(Path file, Optional<char[]> password)
      throws KeyMaterialException, SettingsException {
    CertificateIssuer issuer = KeyStores.issuer(file, password);
    if (issuer.certificate().getBasicConstraints() == 0) {
      throw new SettingsException(
          file + ": this CA allows no CA below it (pathLenConstraint 0); lend the one above it");
    }
    return issuer;
  }

  private static Optional<KeyBlocklist> weakKeys(Settings settings) throws SettingsException {
    List<Path> files = settings.files(Setting.WEAK_KEYS);
    try {
      return files.isEmpty() ? Optional.empty() : Optional.of(KeyBlocklist.read(files));
    } catch (KeyMaterialException e) {
      throw new SettingsException(Setting.WEAK_KEYS.key() + ": " + e.getMessage(), e);
    }
  }
}
