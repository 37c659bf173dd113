// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents in docs/conformance do not promise tests that are not there. */
class ConformanceMatrixTest {
  private static final Path PROJECT = Path.of("..");
  private static final Path MATRICES = PROJECT.resolve("docs/conformance");
  private static final Pattern ROW =
      Pattern.compile("\\| (\\d[\\d.]*) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|");
  private static final Set<String> HEADINGS =
      Set.of("| section | level | what is asked | shown by |", "|---|---|---|---|");
  private static final Pattern NAME = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern SCENARIO = Pattern.compile("scenario `([a-z0-9-]+)`");
  private static final Pattern REASON = Pattern.compile("(gap|planned): \\S.{2,}");
  private static final Set<String> LEVELS =
      Set.of("MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "RECOMMENDED", "NOT RECOMMENDED", "rule");

  /** How often each section says each word; section 1.5, which explains them, left out. */
  private static final Map<String, String> WORDS =
      Map.of(
          "rfc9568.md",
          """
          1.2 SHOULD 1
          2.5 SHOULD 1
          5.1.1.2 MUST NOT 1
          5.1.1.3 MUST 2
          5.1.2.2 MUST NOT 1
          5.1.2.3 MUST 2
          5.2.2 MUST 1
          5.2.4 MUST 2
          5.2.5 MUST 1
          5.2.6 MUST 1
          5.2.9 MUST 2
          6.1 MUST 1
          6.1 MUST NOT 1
          6.4.2 MUST 2
          6.4.2 MUST NOT 4
          6.4.3 MUST 7
          6.4.3 MUST NOT 2
          7.1 MUST 8
          7.1 SHOULD 4
          7.2 MUST 1
          7.4 MUST NOT 1
          8.1.2 MUST 2
          8.1.2 MUST NOT 1
          8.1.2 SHOULD 2
          8.1.2 SHOULD NOT 1
          8.1.3 MUST 1
          8.2.1 SHOULD 1
          8.2.2 MUST 3
          8.2.2 MUST NOT 2
          8.2.2 SHOULD 1
          8.2.2 SHOULD NOT 1
          8.2.3 MUST 1
          8.2.3 SHOULD NOT 1
          8.2.4 SHOULD 1
          8.3.1 SHOULD NOT 1
          8.3.2 SHOULD 3
          8.4.2 MUST 3
          8.4.2 NOT RECOMMENDED 1
          8.4.2 SHOULD 1
          8.4.2.1.1 SHOULD NOT 1
          9 RECOMMENDED 1
          """,
          "rfc3768.md",
          """
          5.2.2 MUST NOT 1
          5.2.3 MUST 2
          5.3.10 SHOULD 1
          5.3.2 MUST 1
          5.3.4 MUST 2
          5.3.6 MUST 1
          6.4.2 MUST 2
          6.4.2 MUST NOT 2
          6.4.3 MUST 4
          6.4.3 MUST NOT 1
          7.1 MUST 10
          7.1 SHOULD 3
          7.2 MUST 1
          8.2 MUST 1
          8.2 MUST NOT 1
          8.2 SHOULD NOT 1
          8.4 SHOULD NOT 1
          9.1 SHOULD 1
          9.2 MUST 1
          """);

  @ParameterizedTest(name = "{0}: {1} rows")
  @CsvSource({"rfc9568.md, 110", "rfc3768.md, 67"})
  @DisplayName("each row names tests that exist, or a gap with its reason")
  void rows(String document, int expected) throws IOException {
    List<String> complaints = new ArrayList<>();
    int rows = 0;
    for (String line : Files.readAllLines(MATRICES.resolve(document))) {
      if (line.startsWith("|") && !HEADINGS.contains(line)) {
        rows++;
        complain(line).ifPresent(complaints::add);
      }
    }

    assertEquals(List.of(), complaints);
    assertEquals(expected, rows, "rows of " + document + ": did one get lost?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rfc9568.md", "rfc3768.md"})
  @DisplayName("there is a row for each time that the RFC says MUST, SHOULD or RECOMMENDED")
  void words(String document) throws IOException {
    Map<String, Integer> said = new TreeMap<>();
    for (String line : Files.readAllLines(MATRICES.resolve(document))) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && !row.group(2).equals("rule") && !row.group(3).contains("erratum")) {
        said.merge(row.group(1) + " " + row.group(2), 1, Integer::sum);
      }
    }

    String rows =
        said.entrySet().stream()
            .map(word -> word.getKey() + " " + word.getValue() + "\n")
            .collect(Collectors.joining());
    assertEquals(WORDS.get(document), rows);
  }

  private static Optional<String> complain(String line) throws IOException {
    Matcher row = ROW.matcher(line);
    if (!row.matches() || !LEVELS.contains(row.group(2))) {
      return Optional.of("no row of section, level, demand and proof: " + line);
    }
    String proof = row.group(4);
    Matcher name = NAME.matcher(proof);
    int named = 0;
    while (name.find()) {
      named++;
      if (!exists(name.group(1), name.group(2))) {
        return Optional.of(name.group() + " does not exist, but shows: " + row.group(3));
      }
    }
    Matcher scenario = SCENARIO.matcher(proof);
    while (scenario.find()) {
      named++;
      if (!isPlayed(scenario.group(1))) {
        return Optional.of(scenario.group() + " does not exist, but shows: " + row.group(3));
      }
    }
    return named == 0 && !REASON.matcher(proof).matches()
        ? Optional.of("neither a test nor a gap: " + line)
        : Optional.empty();
  }

  /** Whether the lab has a scenario of that name. */
  private static boolean isPlayed(String name) throws IOException {
    Path scenarios = PROJECT.resolve("lab/src/main/java/director/lab/scenario");
    Pattern declaration = Pattern.compile("new Scenario\\(\\s*\"" + name + "\",");
    try (Stream<Path> files = Files.list(scenarios)) {
      for (Path file : files.toList()) {
        if (declaration.matcher(Files.readString(file)).find()) {
          return true;
        }
      }
    }
    return false;
  }

  @ParameterizedTest
  @CsvSource({"vmac, true", "split-ours, true", "no-such-scenario, false", "vma, false"})
  @DisplayName("only a scenario that the lab plays counts")
  void knowsScenarios(String name, boolean expected) throws IOException {
    assertEquals(expected, isPlayed(name));
  }

  /** Looks into the sources, as the test may be of another module. */
  private static boolean exists(String simpleName, String method) throws IOException {
    try (Stream<Path> modules = Files.list(PROJECT)) {
      for (Path tests : modules.map(module -> module.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(tests) && declares(tests, simpleName + ".java", method)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean declares(Path tests, String file, String method) throws IOException {
    Pattern declaration =
        Pattern.compile(
            "@(Test|ParameterizedTest)\\b((?!\\bvoid\\b).)*\\bvoid " + method + "\\(",
            Pattern.DOTALL);
    try (Stream<Path> files = Files.walk(tests)) {
      for (Path found : files.filter(path -> path.endsWith(file)).toList()) {
        if (declaration.matcher(Files.readString(found)).find()) {
          return true;
        }
      }
    }
    return false;
  }

  @ParameterizedTest
  @CsvSource({
    "ConformanceMatrixTest, rows, true",
    "ConformanceMatrixTest, exists, false",
    "ConformanceMatrixTest, nothing, false",
    "NoSuchTest, rows, false"
  })
  @DisplayName("a method that is no test does not count")
  void knowsTests(String simpleName, String method, boolean expected) throws IOException {
    assertEquals(expected, exists(simpleName, method));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "| 5.1 | MUST | Something | `ConformanceMatrixTest#rows` |; false",
        "| 5.1 | MUST | Something | gap: for a reason |; false",
        "| 5.1 | MUST | Something | planned: a lab scenario |; false",
        "| 5.1 | MUST | Something | gap: |; true",
        "| 5.1 | MUST | Something | planned: |; true",
        "| 5.1 | MUST | Something | yes |; true",
        "| 5.1 | MUST | Something | `ConformanceMatrixTest#gone` |; true",
        "| 5.1 | MAYBE | Something | gap: for a reason |; true",
        "| 5.1 | MUST | `ConformanceMatrixTest#rows` |; true"
      })
  @DisplayName("a row that shows nothing is complained about")
  void complains(String line, boolean expected) throws IOException {
    assertTrue(complain(line).isPresent() == expected, line);
  }
}
