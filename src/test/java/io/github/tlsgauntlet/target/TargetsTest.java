package io.github.tlsgauntlet.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsgauntlet.target.choice.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static List<String> servers(String text) throws TargetException {
    return Targets.servers(TargetSpec.parse(text)).stream().map(ServerTarget::name).toList();
  }

  private static List<String> clients(String text) throws TargetException {
    return Targets.clients(TargetSpec.parse(text)).stream()
        .map(
            client -> {
              client.close();
              return client.name();
            })
        .toList();
  }

  @Test
  void the_jvm_alone_means_all_of_its_stacks() throws TargetException {
    assertThat(servers("jvm"))
        .containsExactly("jvm:SunJSSE", "jvm:BCJSSE", "jvm:Conscrypt", "jvm:mockwebserver");
    assertThat(clients("jvm"))
        .containsExactly("jvm:SunJSSE", "jvm:BCJSSE", "jvm:Conscrypt", "jvm:OkHttp");
  }

  @Test
  void a_stack_is_its_server_and_its_client() throws TargetException {
    assertThat(servers("jvm:bcjsse")).containsExactly("jvm:BCJSSE");
    assertThat(clients("jvm:bcjsse")).containsExactly("jvm:BCJSSE");
    assertThat(servers("jvm:SunJSSE?tls=legacy")).containsExactly("jvm:SunJSSE?tls=legacy");
  }

  @Test
  void what_is_only_a_client_is_no_server_and_the_other_way_round() {
    assertThatThrownBy(() -> servers("jvm:OkHttp")).hasMessageContaining("not a server");
    assertThatThrownBy(() -> servers("client:curl {url}")).hasMessageContaining("not a server");
    assertThatThrownBy(() -> clients("jvm:mockwebserver")).hasMessageContaining("not a client");
    assertThatThrownBy(() -> clients("example.com")).hasMessageContaining("not a client");
  }
}
