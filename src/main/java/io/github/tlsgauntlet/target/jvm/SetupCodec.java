package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.ServerSetup;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Setups as JSON, for the pipe to a forked JVM: certificates as DER, keys as PKCS #8. */
final class SetupCodec {
  private SetupCodec() {}

  static ObjectNode encode(ServerSetup setup) throws GeneralSecurityException {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("credential", encode(setup.credential()));
    node.set("trust", encode(setup.clientTrust()));
    node.put("asks", setup.clientAuthentication().name());
    node.set("versions", encode(setup.versions()));
    ArrayNode lists = node.putArray("revocation");
    setup.revocationLists().forEach(each -> lists.add(base64(each)));
    return node;
  }

  static ObjectNode encode(ClientSetup setup) throws GeneralSecurityException {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (setup.credential().isPresent()) {
      node.set("credential", encode(setup.credential().get()));
    }
    node.set("trust", encode(setup.serverTrust()));
    node.put("name", setup.serverName());
    node.set("versions", encode(setup.versions()));
    return node;
  }

  static ServerSetup serverSetup(JsonNode node) throws GeneralSecurityException {
    return new ServerSetup(
        credential(node.path("credential")),
        anchors(node.path("trust")),
        ClientAuthentication.valueOf(node.path("asks").asString()),
        versions(node.path("versions")),
        lists(node.path("revocation")));
  }

  private static List<byte[]> lists(JsonNode node) {
    List<byte[]> lists = new ArrayList<>();
    node.forEach(each -> lists.add(bytes(each)));
    return lists;
  }

  static ClientSetup clientSetup(JsonNode node) throws GeneralSecurityException {
    return new ClientSetup(
        anchors(node.path("trust")),
        node.path("name").asString(),
        node.has("credential")
            ? Optional.of(credential(node.path("credential")))
            : Optional.empty(),
        versions(node.path("versions")));
  }

  private static ObjectNode encode(Credential credential) throws GeneralSecurityException {
    byte[] key = credential.privateKey().getEncoded();
    if (key == null) {
      throw new GeneralSecurityException("the private key cannot leave its provider");
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode chain = node.putArray("chain");
    credential.certificates().forEach(each -> chain.add(base64(each)));
    node.put("key", base64(key));
    return node;
  }

  private static ArrayNode encode(List<X509Certificate> anchors) throws GeneralSecurityException {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    for (X509Certificate anchor : anchors) {
      node.add(base64(anchor.getEncoded()));
    }
    return node;
  }

  private static ArrayNode encode(Set<ProtocolVersion> versions) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    versions.forEach(version -> node.add(version.code()));
    return node;
  }

  private static Credential credential(JsonNode node) throws GeneralSecurityException {
    List<byte[]> chain = new ArrayList<>();
    node.path("chain").forEach(each -> chain.add(bytes(each)));
    return new Credential(chain, Keys.decode(bytes(node.path("key"))));
  }

  private static List<X509Certificate> anchors(JsonNode node) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> anchors = new ArrayList<>();
    for (JsonNode each : node) {
      anchors.add(
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes(each))));
    }
    return anchors;
  }

  private static Set<ProtocolVersion> versions(JsonNode node) {
    Set<ProtocolVersion> versions = new LinkedHashSet<>();
    node.forEach(each -> versions.add(new ProtocolVersion(each.asInt())));
    return versions;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(JsonNode node) {
    return Base64.getDecoder().decode(node.asString());
  }
}
