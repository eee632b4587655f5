package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Result;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where each result stands in a page, and which other result is its control. */
final class Anchors {
  private record Place(Quarter quarter, String target, Optional<String> version, String check) {}

  private final IdentityHashMap<Result, Integer> numbers = new IdentityHashMap<>();
  private final Map<Place, Result> places = new HashMap<>();
  private final Map<String, Result> ids = new HashMap<>();
  private final Map<String, Integer> groups = new LinkedHashMap<>();

  Anchors(List<Result> results) {
    for (Result result : results) {
      numbers.put(result, numbers.size());
      places.putIfAbsent(
          new Place(result.quarter(), result.target(), result.version(), result.check()), result);
      ids.putIfAbsent(result.id(), result);
      groups.putIfAbsent(result.group(), groups.size());
    }
  }

  /** The row of a result: safe in an attribute, as it is made of a letter and a number. */
  String row(Result result) {
    return "r" + numbers.getOrDefault(result, -1);
  }

  /** The place of a result among the findings. */
  String finding(Result result) {
    return "f" + numbers.getOrDefault(result, -1);
  }

  /** The table of a group. */
  String group(String group) {
    return "g" + groups.getOrDefault(group, -1);
  }

  /** The good twin of a result: same quarter, target and version; or named by its whole id. */
  Optional<Result> control(Result result) {
    return result
        .control()
        .flatMap(
            control ->
                Optional.ofNullable(
                        places.get(
                            new Place(
                                result.quarter(), result.target(), result.version(), control)))
                    .or(() -> Optional.ofNullable(ids.get(control))));
  }
}
