package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.pki.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The options of one run, checked.
 *
 * @param values what the user said, by setting
 * @param profile whose rules decide
 * @param failOn from which verdict on the run fails
 * @param intrusive whether a live target may be sent what could harm it
 * @param suites which to run, by name; empty for all
 * @param strength how many values are varied together: 1, 2 or 3
 * @param timeout for one connection
 * @param connections how many at once, at least 1
 * @param seed for keys and serial numbers
 * @param clock when the fixtures are made; empty for when the run begins
 * @param reports the folder for reports
 */
public record Settings(
    Map<Setting, String> values,
    Profile profile,
    Threshold failOn,
    boolean intrusive,
    Set<String> suites,
    int strength,
    Duration timeout,
    int connections,
    long seed,
    Optional<Instant> clock,
    Path reports) {
  private static final int MOST_CONNECTIONS = 256;
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

  public Settings {
    values = Map.copyOf(values);
    suites = Set.copyOf(suites);
  }

  /**
   * Whether a suite is to run.
   *
   * @param suite its name
   */
  public boolean selects(String suite) {
    return suites.isEmpty() || suites.contains(suite);
  }

  private static Set<String> suites(@org.jspecify.annotations.Nullable String text)
      throws SettingsException {
    if (text == null) {
      return Set.of();
    }
    Set<String> known = Suites.names();
    Set<String> named = new TreeSet<>();
    for (String word : text.split(",", -1)) {
      named.add(
          known.stream()
              .filter(name -> name.equalsIgnoreCase(word.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new SettingsException(
                          "suites: there is no suite \""
                              + word.strip()
                              + "\"; there are "
                              + String.join(", ", known))));
    }
    return named;
  }

  /**
   * Reads the options.
   *
   * @param lookup an option's value by its name; empty where it is not given
   * @param environment an environment variable's value by its name
   * @throws SettingsException if one cannot be used
   */
  public static Settings read(
      Function<String, Optional<String>> lookup, Function<String, Optional<String>> environment)
      throws SettingsException {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      Optional<String> given = lookup.apply(setting.key());
      // Of an unset variable in a pipeline: what it would have meant is not what runs without it.
      if (!setting.secret() && given.filter(String::isBlank).isPresent()) {
        throw new SettingsException(
            setting.key() + ": it is empty; give it a value, or leave the option out");
      }
      Optional<String> value = given.filter(v -> !v.isBlank());
      if (value.isEmpty() && setting.secret()) {
        value = secret(setting, lookup, environment);
      }
      value.ifPresent(v -> values.put(setting, v));
    }
    return new Settings(
        values,
        profile(values.get(Setting.PROFILE)),
        values.containsKey(Setting.FAIL_ON)
            ? Threshold.parse(values.get(Setting.FAIL_ON))
            : Threshold.MUST,
        truth(Setting.INTRUSIVE, values.getOrDefault(Setting.INTRUSIVE, "false")),
        suites(values.get(Setting.SUITES)),
        (int) number(Setting.STRENGTH, values.getOrDefault(Setting.STRENGTH, "2"), 1, 3),
        timeout(values.getOrDefault(Setting.TIMEOUT, "10")),
        (int)
            number(
                Setting.CONNECTIONS,
                values.getOrDefault(Setting.CONNECTIONS, "8"),
                1,
                MOST_CONNECTIONS),
        number(
            Setting.SEED, values.getOrDefault(Setting.SEED, "1"), Long.MIN_VALUE, Long.MAX_VALUE),
        values.containsKey(Setting.CLOCK)
            ? Optional.of(ClockOption.read(values.get(Setting.CLOCK)))
            : Optional.empty(),
        path(Setting.REPORTS, values.getOrDefault(Setting.REPORTS, "reports")));
  }

  /**
   * What the user said.
   *
   * @param setting which option
   */
  public Optional<String> get(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  /**
   * A file that the user named.
   *
   * @param setting which option
   * @throws SettingsException if there is no such file
   */
  public Optional<Path> file(Setting setting) throws SettingsException {
    Optional<String> value = get(setting);
    return value.isEmpty() ? Optional.empty() : Optional.of(file(setting, value.get()));
  }

  /**
   * The files that the user named, with commas between.
   *
   * @param setting which option
   * @throws SettingsException if one of them does not exist
   */
  public List<Path> files(Setting setting) throws SettingsException {
    Optional<String> value = get(setting);
    List<Path> files = new ArrayList<>();
    if (value.isPresent()) {
      for (String word : value.get().split(",", -1)) {
        files.add(file(setting, word.strip()));
      }
    }
    return files;
  }

  private static Path file(Setting setting, String name) throws SettingsException {
    Path path = path(setting, name);
    if (!Files.exists(path)) {
      throw new SettingsException(setting.key() + ": there is no file " + path);
    }
    return path;
  }

  /** What the user said, by option name, passwords left out: for the head of a report. */
  public Map<String, String> printable() {
    Map<String, String> printable = new TreeMap<>();
    values.forEach(
        (setting, value) -> {
          if (!setting.secret()) {
            printable.put(setting.key(), value);
          }
        });
    return printable;
  }

  private static Optional<String> secret(
      Setting setting,
      Function<String, Optional<String>> lookup,
      Function<String, Optional<String>> environment)
      throws SettingsException {
    String fileKey = setting.key() + ".file";
    Optional<String> file = lookup.apply(fileKey).filter(v -> !v.isBlank());
    if (file.isPresent()) {
      try {
        return Optional.of(Files.readString(Path.of(file.get())).strip());
      } catch (IOException | InvalidPathException e) {
        throw new SettingsException(fileKey + ": " + file.get() + " cannot be read", e);
      }
    }
    return environment.apply(
        "TLSGAUNTLET_" + setting.key().replace('.', '_').toUpperCase(Locale.ROOT));
  }

  private static Profile profile(@org.jspecify.annotations.Nullable String text)
      throws SettingsException {
    if (text == null) {
      return Profile.RFC5280;
    }
    for (Profile profile : Profile.values()) {
      if (optionName(profile).equalsIgnoreCase(text)) {
        return profile;
      }
    }
    throw new SettingsException(
        "profile: \""
            + text
            + "\" is none of "
            + Arrays.stream(Profile.values())
                .map(Settings::optionName)
                .collect(Collectors.joining(", ")));
  }

  private static String optionName(Profile profile) {
    return profile.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Duration timeout(String text) throws SettingsException {
    return Duration.ofSeconds(number(Setting.TIMEOUT, text, 1, LONGEST_TIMEOUT.toSeconds()));
  }

  private static boolean truth(Setting setting, String text) throws SettingsException {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new SettingsException(
              setting.key() + ": \"" + text + "\" is neither true nor false");
    };
  }

  private static long number(Setting setting, String text, long least, long most)
      throws SettingsException {
    try {
      long number = Long.parseLong(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new SettingsException(setting.key() + ": \"" + text + "\" is not a whole number", e);
    }
    throw new SettingsException(
        setting.key() + ": " + text + " is not from " + least + " to " + most);
  }

  private static Path path(Setting setting, String text) throws SettingsException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new SettingsException(setting.key() + ": \"" + text + "\" is not a path", e);
    }
  }
}
