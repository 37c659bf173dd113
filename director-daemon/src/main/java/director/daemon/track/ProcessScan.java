// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.local.NumberFile;
import director.daemon.local.state.NumberReading;
import director.daemon.track.state.ProcessPattern;
import director.daemon.track.state.ProcessPattern.ByLooks;
import director.daemon.track.state.ProcessPattern.CommandLine;
import director.daemon.track.state.ProcessPattern.PidFile;
import director.daemon.track.state.RunningProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts processes by what proc(5) shows of them: one small file a process, and a second one only
 * if somebody asks for command lines.
 *
 * @param proc /proc
 */
record ProcessScan(Path proc) {
  private static final int STAT_LONGEST = 512;
  private static final int COMMAND_LINE_LONGEST = 4096;

  /** Not there any more, though their parents have not noticed. */
  private static final String ENDED = "ZX";

  /**
   * How many processes there are for each of {@code patterns}.
   *
   * @throws IOException if the list of processes cannot be read
   */
  SortedMap<String, Integer> count(SortedMap<String, ProcessPattern> patterns) throws IOException {
    SortedMap<String, Integer> counts = new TreeMap<>();
    SortedMap<String, ByLooks> byLooks = new TreeMap<>();
    patterns.forEach(
        (name, pattern) -> {
          counts.put(name, 0);
          if (pattern instanceof ByLooks looks) {
            byLooks.put(name, looks);
          } else if (pattern instanceof PidFile file && runs(file)) {
            counts.put(name, 1);
          }
        });
    if (!byLooks.isEmpty()) {
      countAll(byLooks, counts);
    }
    return counts;
  }

  private void countAll(SortedMap<String, ByLooks> patterns, SortedMap<String, Integer> counts)
      throws IOException {
    boolean lines = patterns.values().stream().anyMatch(CommandLine.class::isInstance);
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(proc, "[1-9]*")) {
      for (Path directory : directories) {
        look(directory, lines)
            .ifPresent(
                process ->
                    patterns.forEach(
                        (name, pattern) -> {
                          if (pattern.matches(process)) {
                            counts.merge(name, 1, Integer::sum);
                          }
                        }));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private boolean runs(PidFile file) {
    return NumberFile.read(Path.of(file.path())) instanceof NumberReading.Found pid
        && pid.number() > 0
        && look(proc.resolve(String.valueOf(pid.number())), false).isPresent();
  }

  /** "1234 (nginx) S 1 ..."; the name may hold brackets and spaces of its own. */
  private static Optional<RunningProcess> look(Path directory, boolean line) {
    try {
      String stat = head(directory.resolve("stat"), STAT_LONGEST);
      int open = stat.indexOf('(');
      int close = stat.lastIndexOf(')');
      if (open < 0 || close < open || stat.length() < close + 3) {
        return Optional.empty();
      }
      if (ENDED.indexOf(stat.charAt(close + 2)) >= 0) {
        return Optional.empty();
      }
      return Optional.of(
          new RunningProcess(
              Long.parseLong(directory.getFileName().toString()),
              stat.substring(open + 1, close),
              line ? arguments(directory) : List.of()));
    } catch (IOException e) {
      // It ended between the listing and the look, or it is not for our eyes (hidepid).
      return Optional.empty();
    }
  }

  /** Each ends with a zero byte; of what is too long, the last may be a part only. */
  private static List<String> arguments(Path directory) throws IOException {
    String line = head(directory.resolve("cmdline"), COMMAND_LINE_LONGEST);
    return line.isEmpty() ? List.of() : Arrays.asList(line.split("\0"));
  }

  private static String head(Path file, int longest) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(longest), StandardCharsets.UTF_8);
    }
  }
}
