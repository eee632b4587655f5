package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.Issuing.Held;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchorStoreTest {
  @TempDir private Path folder;
  private final Held root = Issuing.root("C=DE,O=Some Authority,CN=root");
  private final Held other = Issuing.root("C=DE,O=Some Authority,CN=another");

  private static String pem(byte[] encoded) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(encoded)
        + "\n-----END CERTIFICATE-----\n";
  }

  private AnchorStore store(String text) throws Exception {
    return AnchorStore.of(Files.writeString(folder.resolve("ca.pem"), text));
  }

  @Test
  void only_anchors_that_a_chain_mentions_are_read() throws Exception {
    AnchorStore store = store("# roots\n" + pem(other.encoded()) + pem(root.encoded()));
    Held leaf = Issuing.issued(root, "CN=leaf", 5, b -> {});

    assertThat(store.size()).isEqualTo(2);
    assertThat(store.mentioned(List.of(leaf.encoded())))
        .singleElement()
        .satisfies(found -> assertThat(found.getEncoded()).isEqualTo(root.encoded()));
    assertThat(store.mentioned(List.of(other.encoded()))).hasSize(1);
    assertThat(store.mentioned(List.of(Issuing.root("CN=x").encoded()))).isEmpty();
  }

  @Test
  void case_and_spaces_of_a_name_make_no_difference() throws Exception {
    AnchorStore store = store(pem(root.encoded()));
    Held alike = Issuing.root("C=de,O=some  authority,CN=ROOT");

    assertThat(store.mentioned(List.of(alike.encoded()))).hasSize(1);
  }

  @Test
  void a_spoilt_store_spoils_only_what_is_spoilt() throws Exception {
    String text = "-----BEGIN CERTIFICATE-----\n???\n-----END CERTIFICATE-----\n-----BEGIN X";
    assertThat(store(pem(root.encoded()) + text).mentioned(List.of(root.encoded()))).hasSize(1);
    assertThat(AnchorStore.of(folder.resolve("absent.pem")).mentioned(List.of(root.encoded())))
        .isEmpty();
    Random random = new Random(5);
    AnchorStore store = store(pem(root.encoded()));
    for (int i = 0; i < 2000; i++) {
      byte[] hostile = root.encoded();
      hostile[random.nextInt(hostile.length)] = (byte) random.nextInt();
      store.mentioned(List.of(hostile, new byte[random.nextInt(5)], new byte[] {0x30}));
    }
  }
}
