// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import director.lab.site.DirectorHost;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a director's explanations against what was done to the site. What it says of each situation
 * is left in {@code lab/.work/explained.md}, for people: {@code docs/explained.md} is made of it.
 */
final class Explained {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SECTIONS = List.of("seen", "rule", "change", "next", "also");

  /**
   * A situation that was brought about.
   *
   * @param name for people
   * @param asked as an operator types it
   * @param headline words that the one sentence has
   * @param words that any sentence has, each of them
   */
  record Situation(String name, String asked, String headline, List<String> words) {
    static Situation of(String name, String asked, String headline, String... words) {
      return new Situation(name, asked, headline, List.of(words));
    }
  }

  private final DirectorHost director;
  private final List<String> unshown = new ArrayList<>();
  private int situations;

  Explained(DirectorHost director) {
    this.director = director;
  }

  /** Waits until each has been explained by its cause. */
  void claim(Duration patience, List<Situation> all) throws IOException, InterruptedException {
    List<Situation> open = new ArrayList<>(all);
    try {
      Claim.within(
          patience,
          "all is explained by its cause",
          () -> {
            for (Situation it : List.copyOf(open)) {
              if (explains(it)) {
                open.remove(it);
              }
            }
            return open.isEmpty();
          });
    } catch (AssertionError late) {
      throw new AssertionError(String.join("\n", missing(open)), late);
    }
  }

  private boolean explains(Situation it) throws IOException {
    JsonNode found = explanation(it);
    if (!missing(it, found).isEmpty()) {
      return false;
    }
    record(it, found);
    if (!isShown(it)) {
      unshown.add(it.name());
    }
    situations++;
    return true;
  }

  /** Waits until it is explained so; of no interest by itself. */
  void await(Duration patience, Situation it) throws IOException, InterruptedException {
    Claim.within(patience, it.headline(), () -> missing(List.of(it)).isEmpty());
  }

  void claim(Duration patience, Situation... all) throws IOException, InterruptedException {
    claim(patience, List.of(all));
  }

  /** That all of it was, and that people find each situation in the page. */
  String told() {
    Claim.equal(
        List.of(), unshown, "missing in docs/explained.md, take them from lab/.work/explained.md");
    return situations + " situations explained";
  }

  private List<String> missing(List<Situation> all) throws IOException {
    List<String> missing = new ArrayList<>();
    for (Situation it : all) {
      missing.addAll(missing(it, explanation(it)));
    }
    return missing;
  }

  private static List<String> missing(Situation it, JsonNode found) {
    List<String> missing = new ArrayList<>();
    if (!found.path("headline").asText().contains(it.headline())) {
      missing.add(it.name() + ": no \"" + it.headline() + "\" in " + found.path("headline"));
    }
    String whole = found.toString().replace("\\\"", "\"");
    it.words().stream()
        .filter(words -> !whole.contains(words))
        .forEach(words -> missing.add(it.name() + ": no \"" + words + "\" in " + found));
    return missing;
  }

  private JsonNode explanation(Situation it) throws IOException {
    return JSON.readTree(director.explain(it.asked()));
  }

  private static void record(Situation it, JsonNode found) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("## ").append(it.name()).append("\n\n");
    text.append("`directorctl explain ").append(it.asked()).append("`\n\n");
    text.append("**").append(found.path("headline").asText()).append("**\n\n");
    for (String section : SECTIONS) {
      found
          .path(section)
          .forEach(
              one ->
                  text.append("- ").append(section).append(": ").append(one.asText()).append('\n'));
    }
    Files.writeString(
        work().resolve("explained.md"),
        text.append('\n'),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** People can read what each situation looks like. */
  private static boolean isShown(Situation it) throws IOException {
    Path page = work().resolve("../../docs/explained.md").normalize();
    return Files.readString(page).contains("\n## " + it.name() + "\n");
  }

  /** What stays when the lab is gone. */
  private static Path work() throws IOException {
    try {
      Path classes =
          Path.of(Explained.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.createDirectories(classes.resolve("../../.work").normalize());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
