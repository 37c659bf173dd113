// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import director.lab.story.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A table for people, and each sample as a line of JSON in a file. */
final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<List<String>> rows = new ArrayList<>();
  private final Path samples;

  Report(Options options, String bench, String... heading) {
    rows.add(List.of(heading));
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
    samples = options.results().resolve(bench + "-" + now + ".jsonl");
  }

  /** A sample to be filled, see {@link #keep}. */
  static ObjectNode sample() {
    return JSON.createObjectNode();
  }

  /** Adds the sample to the file at once: a bench that is broken off has not been in vain. */
  void keep(ObjectNode sample) throws IOException {
    Files.writeString(
        samples,
        JSON.writeValueAsString(sample) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Says how far it is, where somebody looks on. */
  static void progress(String text) {
    System.err.println(text);
  }

  void print() {
    new Table(rows).lines().forEach(System.out::println);
    System.out.println("each sample: " + samples);
  }
}
