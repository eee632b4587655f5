package io.github.tlsgauntlet.target.choice;

import io.github.tlsgauntlet.target.ClientTarget;
import io.github.tlsgauntlet.target.ContainerTargetFactory;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.target.TargetSpec;
import io.github.tlsgauntlet.target.command.CommandClientTarget;
import io.github.tlsgauntlet.target.jvm.JvmStack;
import io.github.tlsgauntlet.target.remote.RemoteServerTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Makes targets of what the user named. */
public final class Targets {
  private Targets() {}

  /**
   * The servers that a target names; none of them runs yet.
   *
   * @param spec what the user named
   * @throws TargetException of kind INPUT if it names no server, of kind UNAVAILABLE if the machine
   *     lacks what it takes
   */
  public static List<ServerTarget> servers(TargetSpec spec) throws TargetException {
    return servers(spec, Optional.empty());
  }

  /**
   * The servers that a target names; none of them runs yet.
   *
   * @param spec what the user named
   * @param serverName the name to ask a live server for and to judge it by, instead of its own
   * @throws TargetException as for {@link #servers(TargetSpec)}
   */
  public static List<ServerTarget> servers(TargetSpec spec, Optional<String> serverName)
      throws TargetException {
    if (spec instanceof TargetSpec.Jvm jvm) {
      List<ServerTarget> servers = new ArrayList<>();
      for (JvmStack stack : stacks(jvm)) {
        (isForked(jvm)
                ? stack.forkedServer(name(stack, jvm), jvm.jdk(), jvm.legacy())
                : stack.server())
            .ifPresent(servers::add);
      }
      return named(servers, spec, "only a client, not a server");
    }
    if (spec instanceof TargetSpec.Container container) {
      return List.of(containers().create(container.image(), container.options()));
    }
    if (spec instanceof TargetSpec.Remote remote) {
      if (remote.upgrade().isPresent()) {
        throw new TargetException(
            TargetException.Kind.INPUT,
            "target \""
                + spec.text()
                + "\": only tls-gauntlet scan speaks "
                + remote.upgrade().get().scheme());
      }
      if (serverName.isPresent()) {
        TargetSpec.requireHost("servername", serverName.get());
      }
      return List.of(new RemoteServerTarget(remote, serverName));
    }
    throw new TargetException(
        TargetException.Kind.INPUT, "target \"" + spec.text() + "\" is a client, not a server");
  }

  /**
   * The clients that a target names.
   *
   * @param spec what the user named
   * @throws TargetException of kind INPUT if it names no client, of kind UNAVAILABLE if the machine
   *     lacks what it takes
   */
  public static List<ClientTarget> clients(TargetSpec spec) throws TargetException {
    if (spec instanceof TargetSpec.Jvm jvm) {
      List<ClientTarget> clients = new ArrayList<>();
      for (JvmStack stack : stacks(jvm)) {
        (isForked(jvm)
                ? stack.forkedClient(name(stack, jvm), jvm.jdk(), jvm.legacy())
                : stack.client())
            .ifPresent(clients::add);
      }
      return named(clients, spec, "only a server, not a client");
    }
    if (spec instanceof TargetSpec.Command command) {
      return List.of(CommandClientTarget.of(command));
    }
    throw new TargetException(
        TargetException.Kind.INPUT, "target \"" + spec.text() + "\" is a server, not a client");
  }

  private static boolean isForked(TargetSpec.Jvm jvm) {
    return jvm.jdk().isPresent() || jvm.legacy();
  }

  private static String name(JvmStack stack, TargetSpec.Jvm jvm) {
    List<String> options = new ArrayList<>();
    jvm.jdk().ifPresent(jdk -> options.add("jdk=" + jdk));
    if (jvm.legacy()) {
      options.add("tls=legacy");
    }
    return "jvm:" + stack.label() + "?" + String.join("&", options);
  }

  private static List<JvmStack> stacks(TargetSpec.Jvm jvm) throws TargetException {
    if (jvm.stack().isEmpty()) {
      return List.of(JvmStack.values()).stream().filter(JvmStack::isAvailable).toList();
    }
    Optional<JvmStack> stack = JvmStack.named(jvm.stack().get());
    if (stack.isEmpty()) {
      throw new TargetException(
          TargetException.Kind.INPUT, "target \"" + jvm.text() + "\" is not supported yet");
    }
    return List.of(stack.get());
  }

  private static <T> List<T> named(List<T> found, TargetSpec spec, String otherwise)
      throws TargetException {
    if (found.isEmpty()) {
      throw new TargetException(
          TargetException.Kind.INPUT, "target \"" + spec.text() + "\" is " + otherwise);
    }
    return List.copyOf(found);
  }

  private static ContainerTargetFactory containers() throws TargetException {
    return ServiceLoader.load(ContainerTargetFactory.class, Targets.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new TargetException(
                    TargetException.Kind.UNAVAILABLE,
                    "container targets need the artifact org.testcontainers:testcontainers"));
  }
}
