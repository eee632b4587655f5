package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.util.List;
import java.util.Optional;

/** Whether a server signs by a delegated credential where the client takes one (RFC 9345). */
final class DelegatedCredentials {
  static final ExtensionType TYPE = new ExtensionType(34);

  private DelegatedCredentials() {}

  static Fact fact(Visit visit) {
    String id = "delegated-credentials";
    String title = "delegated credentials (RFC 9345)";
    List<Certificate13> came = visit.certificates();
    if (came.isEmpty()) {
      return new Fact(id, title, Answer.UNTOLD, "No certificate could be read. " + visit.inWords());
    }
    Optional<Extension> sent =
        came.get(0).entries().stream()
            .findFirst()
            .flatMap(entry -> Extension.find(entry.extensions(), TYPE));
    return new Fact(
        id,
        title,
        sent.isPresent() ? Answer.YES : Answer.NO,
        sent.map(DelegatedCredentials::inWords).orElse("Its certificate came without one."));
  }

  private static String inWords(Extension extension) {
    try {
      WireReader reader = WireReader.of(extension.data());
      long seconds = reader.uint32();
      SignatureScheme scheme = new SignatureScheme(reader.uint16());
      return "One came, valid until "
          + seconds
          + " seconds after its certificate begins to be, to sign by "
          + scheme
          + ".";
    } catch (WireException e) {
      return "One came that can't be read: " + e.getMessage();
    }
  }
}
