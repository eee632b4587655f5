package io.github.tlsgauntlet.suite.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An order in which a client's messages go out that is not theirs.
 *
 * @param name for words
 * @param plan which of the steps of an ordinary handshake, in the order in which they go out
 * @param keyed whether what was due before a ChangeCipherSpec and comes after it is protected
 */
record Flow(String name, List<Integer> plan, boolean keyed) {
  Flow {
    plan = List.copyOf(plan);
  }

  /** How a flow differs from the ordinary one. */
  enum Kind {
    /** One message, or several that follow each other, are left out. */
    LEFT_OUT,
    /** A message comes once more, at once or later. */
    REPEATED,
    /** A message comes too early or too late. */
    MOVED
  }

  /** All illegal flows of a kind, each once. */
  static List<Flow> of(Kind kind, ClientFlight flight) {
    Map<List<Integer>, String> plans = new LinkedHashMap<>();
    switch (kind) {
      case LEFT_OUT -> leftOut(flight, plans);
      case REPEATED -> repeated(flight, plans);
      case MOVED -> moved(flight, plans);
    }
    List<Flow> flows = new ArrayList<>();
    plans.forEach(
        (plan, name) -> {
          if (!flight.isLegal(plan)) {
            flows.add(new Flow(name, plan, false));
            if (flight.crossesKeys(plan)) {
              flows.add(new Flow(name + ", protected", plan, true));
            }
          }
        });
    return flows;
  }

  private static void leftOut(ClientFlight flight, Map<List<Integer>, String> into) {
    for (int from = flight.begin(); from < flight.size(); from++) {
      for (int to = from; to < flight.size(); to++) {
        List<Integer> plan = flight.ordinary();
        plan.subList(from, to + 1).clear();
        into.putIfAbsent(
            plan,
            "without "
                + flight.label(from)
                + (to == from ? "" : to == from + 1 ? " and " : " to ")
                + (to == from ? "" : flight.label(to)));
      }
    }
  }

  private static void repeated(ClientFlight flight, Map<List<Integer>, String> into) {
    for (int which = flight.begin() - 1; which < flight.size(); which++) {
      for (int after = which; after < flight.size(); after++) {
        List<Integer> plan = flight.ordinary();
        plan.add(after + 1, which);
        into.putIfAbsent(plan, flight.label(which) + " again after " + flight.label(after));
      }
    }
  }

  private static void moved(ClientFlight flight, Map<List<Integer>, String> into) {
    for (int which = flight.begin(); which < flight.size(); which++) {
      for (int to = flight.begin(); to < flight.size(); to++) {
        List<Integer> plan = flight.ordinary();
        plan.remove(which);
        plan.add(to, which);
        into.putIfAbsent(
            plan, flight.label(which) + (to < which ? " before " : " after ") + flight.label(to));
      }
    }
  }
}
