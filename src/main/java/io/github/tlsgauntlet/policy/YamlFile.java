package io.github.tlsgauntlet.policy;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML, and says in which line it isn't. */
final class YamlFile {
  private YamlFile() {}

  static Node read(String file, String text) throws PolicyException {
    try {
      LoadSettings settings = LoadSettings.builder().setMaxAliasesForCollections(0).build();
      return Node.of("the policy", new Load(settings).loadFromString(text));
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse("");
      throw new PolicyException(
          file,
          "it is not YAML (" + e.getProblem() + ")",
          "Mend the indentation, the quotes or the brackets" + line);
    } catch (YamlEngineException e) {
      throw new PolicyException(
          file, "it is not YAML (" + e.getMessage() + ")", "Check what its values hold");
    }
  }
}
