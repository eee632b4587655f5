package io.github.tlsgauntlet.pki;

import java.security.PrivateKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A private key in JCA's form, made when it is first asked for: for a curve that the JDK lacks that
 * takes longer than the certificate, and most keys only ever sign certificates.
 */
final class LazyKey implements Supplier<PrivateKey> {
  private final Supplier<PrivateKey> maker;

  /** Set by whoever asks; two who ask at once make equal keys. */
  private volatile @Nullable PrivateKey made;

  LazyKey(Supplier<PrivateKey> maker) {
    this.maker = maker;
  }

  @Override
  public PrivateKey get() {
    PrivateKey key = made;
    if (key == null) {
      key = maker.get();
      made = key;
    }
    return key;
  }
}
