package io.github.tlsgauntlet.protocol;

import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import io.github.tlsgauntlet.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An extension as it stands on the wire (RFC 9846, Section 4.3); {@link Extensions} reads and
 * writes what is inside.
 *
 * @param type which
 * @param data its bytes, not judged
 */
public record Extension(ExtensionType type, byte[] data) {
  /**
   * An extension written by a closure.
   *
   * @param type which
   * @param content writes its data
   */
  public static Extension of(ExtensionType type, Consumer<WireWriter> content) {
    return new Extension(type, WireWriter.write(content));
  }

  /**
   * An extension without data.
   *
   * @param type which
   */
  public static Extension empty(ExtensionType type) {
    return new Extension(type, new byte[0]);
  }

  /**
   * The first of a type.
   *
   * @param extensions where to look
   * @param type which
   */
  public static Optional<Extension> find(List<Extension> extensions, ExtensionType type) {
    for (Extension extension : extensions) {
      if (extension.type().code() == type.code()) {
        return Optional.of(extension);
      }
    }
    return Optional.empty();
  }

  static List<Extension> readList(WireReader reader) throws WireException {
    List<Extension> extensions = new ArrayList<>();
    WireReader list = reader.vector16();
    while (list.hasRemaining()) {
      extensions.add(new Extension(new ExtensionType(list.uint16()), list.vector16().rest()));
    }
    return extensions;
  }

  static void writeList(WireWriter writer, List<Extension> extensions) {
    writer.vector16(
        list ->
            extensions.forEach(
                extension ->
                    list.uint16(extension.type().code())
                        .vector16(data -> data.bytes(extension.data()))));
  }
}
