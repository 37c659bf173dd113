// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import director.lab.bench.Said.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The director's health checker in a JVM of its own, with the flags of {@code bin/directord}: a
 * whole director does not start where the kernel has no IPVS. See {@code lab/bench/Checker.java}.
 */
record OurChecker(Options options) implements CheckDaemon {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "directord";
  }

  @Override
  public Running start(CheckHost host, CheckWork work, int nice, String processors)
      throws IOException, InterruptedException {
    Path directory = host.host().directory();
    Path servers = Files.write(directory.resolve("servers"), work.servers());
    List<String> command = new ArrayList<>(List.of("java"));
    command.addAll(flags(options.distribution()));
    command.addAll(options.list("java-options", "").stream().filter(o -> !o.isEmpty()).toList());
    command.addAll(
        List.of(
            "-cp",
            classPath(options),
            "Checker",
            "servers=" + servers,
            "interval=" + work.interval().toMillis(),
            "fast=" + work.fastInterval().toMillis(),
            "timeout=" + work.timeout().toMillis(),
            "fall=" + work.fall(),
            "full=" + work.fullEvery(),
            "tls=" + (work.tls() ? "yes" : "no")));
    Process process = host.converse(nice, processors, Map.of(), command);
    Running running = new Running(process, new Said(process, directory.resolve("checker.log")));
    running.told();
    return running;
  }

  /** Those for the director of its start script, which knows them best. */
  static List<String> flags(Path distribution) throws IOException {
    Path script = distribution.resolve("bin/directord");
    String text = Files.readString(script);
    String common = found(Pattern.compile("^common=\"(.*)\"$", Pattern.MULTILINE), text, script);
    String own =
        found(Pattern.compile("^ *\\*\\) flags=\"(.*)\" ;;$", Pattern.MULTILINE), text, script);
    return List.of((common + " " + own).split(" +", -1));
  }

  /** Where {@code Checker} and all that it needs are. */
  static String classPath(Options options) {
    return options.results().resolve("classes") + ":" + options.distribution() + "/lib/*";
  }

  private static String found(Pattern pattern, String text, Path script) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException(script + " has no line " + pattern + ", from which to take JVM flags");
    }
    return matcher.group(1);
  }

  /** It, at work. */
  record Running(Process process, Said said) implements Checking {

    /** See {@code Checker.java} for the words. */
    @Override
    public JsonNode told() throws IOException, InterruptedException {
      int before = said.count();
      process.getOutputStream().write("\n".getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
      return JSON.readTree(said.await(before, line -> line.startsWith("{"), PATIENCE).text());
    }

    @Override
    public List<ProcessHandle> processes() {
      return List.of(process.toHandle());
    }

    @Override
    public List<Removal> removals() {
      List<Removal> removals = new ArrayList<>();
      for (Line line : said.all()) {
        String[] words = line.text().split(" ", 4);
        if (words[0].equals("DOWN")) {
          removals.add(new Removal(words[1], Long.parseLong(words[2])));
        }
      }
      return List.copyOf(removals);
    }

    @Override
    public long failures() throws IOException, InterruptedException {
      told();
      return said.all().stream()
          .map(Line::text)
          .filter(line -> line.startsWith("{"))
          .mapToLong(Running::failed)
          .sum();
    }

    private static long failed(String report) {
      try {
        return JSON.readTree(report).get("failed").asLong();
      } catch (IOException e) {
        throw new IllegalStateException("our checker says " + report, e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
