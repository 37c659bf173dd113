// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.cli.ConfigChecker.Finding;
import director.daemon.cli.ConfigChecker.Verdict;
import director.daemon.config.ConfigLoader;
import director.daemon.config.ConfigLoader.HostRules;
import director.daemon.config.ConfigProblem;
import director.daemon.config.ConfigRejectedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a config as the daemon would, and says for programs where each thing stands. */
final class FileCheck {
  private final Map<String, List<String>> files = new HashMap<>();

  private FileCheck() {}

  static Verdict of(Path file, HostRules host) {
    FileCheck check = new FileCheck();
    try {
      ConfigLoader.Loaded loaded = ConfigLoader.read(file, host);
      return check.verdict(List.of(), loaded.config().warnings(), loaded.questions());
    } catch (ConfigRejectedException e) {
      return check.verdict(e.problems(), List.of(), List.of());
    }
  }

  private Verdict verdict(
      List<ConfigProblem> problems, List<ConfigProblem> warnings, List<ConfigProblem> questions) {
    return new Verdict(
        lines(problems),
        lines(warnings),
        lines(questions),
        Stream.of(
                findings("error", problems),
                findings("warning", warnings),
                findings("question", questions))
            .flatMap(List::stream)
            .toList());
  }

  private List<Finding> findings(String severity, List<ConfigProblem> of) {
    return of.stream().map(problem -> finding(severity, problem)).toList();
  }

  private static List<String> lines(List<ConfigProblem> problems) {
    return problems.stream().map(ConfigProblem::toString).toList();
  }

  private Finding finding(String severity, ConfigProblem problem) {
    return new Finding(
        severity,
        problem.file(),
        problem.line() == 0 ? null : problem.line(),
        column(problem),
        problem.key(),
        problem.message());
  }

  /** HOCON's parser knows lines only; the last part of a key stands in its line as a rule. */
  private @Nullable Integer column(ConfigProblem problem) {
    List<String> lines = files.computeIfAbsent(problem.file(), FileCheck::read);
    if (problem.line() < 1 || problem.line() > lines.size() || problem.key().isEmpty()) {
      return null;
    }
    String bare = problem.key().replaceAll("\\[[0-9]+]$", "").replace("\"", "");
    String key = bare.substring(bare.lastIndexOf('.') + 1);
    int at = lines.get(problem.line() - 1).indexOf(key);
    return at < 0 ? null : at + 1;
  }

  /** Nothing of what cannot be read any more: then there are no columns. */
  private static List<String> read(String file) {
    try {
      return Files.readAllLines(Path.of(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return List.of();
    }
  }
}
