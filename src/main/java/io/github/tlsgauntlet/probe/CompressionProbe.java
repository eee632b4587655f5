package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.CertificateCompression;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CompressedCertificate;
import io.github.tlsgauntlet.protocol.HandshakeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** By which algorithms a server compresses its certificates (RFC 8879), in its order. */
final class CompressionProbe {
  /** zlib, Brotli, Zstandard. */
  static final List<Integer> ALL = List.of(1, 2, 3);

  private final Line line;
  private final ClientSettings settings;

  CompressionProbe(Line line, ClientSettings settings) {
    this.line = line;
    this.settings = settings;
  }

  static Extension offer(List<Integer> algorithms) {
    return Extension.of(
        ExtensionType.COMPRESS_CERTIFICATE,
        w -> w.vector8(list -> algorithms.forEach(list::uint16)));
  }

  /**
   * Offers again what the server has not used yet, until it uses none.
   *
   * @param first a visit that offered all
   */
  Fact fact(Visit first) {
    String id = "certificate-compression";
    String title = "compresses its certificates (RFC 8879)";
    List<Integer> left = new ArrayList<>(ALL);
    List<String> found = new ArrayList<>();
    Visit visit = first;
    Optional<CompressedCertificate> sent = compressed(visit);
    while (sent.isPresent()) {
      found.add(inWords(sent.get(), visit));
      if (!left.remove(Integer.valueOf(sent.get().algorithm())) || left.isEmpty()) {
        break;
      }
      visit =
          Visit.make(
              line,
              settings.toBuilder().extensions(List.of(offer(left))).build(),
              client -> Optional.empty());
      sent = compressed(visit);
    }
    if (!found.isEmpty()) {
      return new Fact(id, title, Answer.YES, String.join("; ", found));
    }
    return first.certificates().isEmpty()
        ? new Fact(id, title, Answer.UNTOLD, "No certificate came. " + first.inWords())
        : new Fact(
            id, title, Answer.NO, "Offered zlib, Brotli and Zstandard, it used none of them.");
  }

  private static Optional<CompressedCertificate> compressed(Visit visit) {
    return visit
        .messages(HandshakeType.COMPRESSED_CERTIFICATE, CompressedCertificate.class)
        .stream()
        .findFirst();
  }

  private static String inWords(CompressedCertificate sent, Visit visit) {
    String name =
        switch (sent.algorithm()) {
          case 1 -> "zlib";
          case 2 -> "Brotli";
          case 3 -> "Zstandard";
          default -> "algorithm " + sent.algorithm() + ", which was not offered";
        };
    String lengths = ": " + sent.length() + " octets in " + sent.compressed().length;
    Optional<String> missing = CertificateCompression.missing(sent.algorithm());
    boolean broken = ALL.contains(sent.algorithm()) && visit.certificates().isEmpty();
    return name
        + lengths
        + missing
            .map(one -> ", not expanded: " + one + " is not on the class path")
            .orElse(broken ? ", which can't be expanded" : "");
  }
}
