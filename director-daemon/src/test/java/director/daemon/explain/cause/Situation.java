// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import director.daemon.control.Json;
import director.daemon.control.Reports;
import director.daemon.control.StatusReport;
import director.daemon.explain.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A situation of {@code situations.txt}: a site where all is well but for some differences, what is
 * asked about, and the whole explanation. Differences are lines like {@code check router2
 * {"passed": false}}: they go into the JSON of the report as RFC 7396 says, but that null stays
 * null.
 *
 * @param asked as an operator types it
 * @param expected the lines as {@link #text} writes them
 */
record Situation(String name, String asked, List<String> differences, String expected) {
  private static final String RULE =
      """
      {"fall": 3, "rise": 1, "intervalMillis": 2000, "fastIntervalMillis": 500, "timeoutMillis": 3000}
      """;

  private static final String EVIDENCE =
      """
      {"since": "2026-11-22T03:25:00Z", "reason": "HTTP status 200, the first pass is enough",
       "phase": "ANSWERED", "lastPassed": "2026-11-22T05:28:39Z", "recentFailures": 0, "notes": []}
      """;

  static List<Situation> all() throws IOException {
    List<Situation> all = new ArrayList<>();
    for (String section : resource().split("\n?(?m)^## ", -1)) {
      if (!section.isBlank() && !section.startsWith("#")) {
        all.add(of(section));
      }
    }
    return all;
  }

  static String resource() throws IOException {
    try (InputStream in = Situation.class.getResourceAsStream("situations.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Situation of(String section) {
    List<String> lines = section.lines().toList();
    List<String> differences = new ArrayList<>();
    StringBuilder expected = new StringBuilder();
    for (String line : lines.subList(2, lines.size())) {
      if (line.startsWith("+ ")) {
        differences.add(line.substring(2));
      } else if (!line.isBlank()) {
        expected.append(line).append('\n');
      }
    }
    return new Situation(
        lines.get(0),
        lines.get(1).substring(2).replace("ESC", "\u001b"),
        differences,
        expected.toString());
  }

  StatusReport report() {
    ObjectNode site = site();
    for (String difference : differences) {
      String[] words = difference.split(" ", 3);
      merge(element(site, words[0], words[1]), parsed(words[2]));
    }
    // Counted anew from the servers as they are now.
    site.path("services").forEach(service -> ((ObjectNode) service).remove("counts"));
    return read(site);
  }

  private static ObjectNode site() {
    ObjectNode site =
        (ObjectNode)
            parsed(
                Json.text(
                    Reports.report(
                        List.of(Reports.master()),
                        List.of(
                            Reports.photos(
                                Reports.up("router1"),
                                Reports.up("router2"),
                                Reports.up("router3"))))));
    site.remove("problems");
    site.putArray("problems");
    int host = 11;
    for (JsonNode server : site.at("/services/0/servers")) {
      ((ObjectNode) server).put("address", "10.0.0." + host++ + ":443");
      ((ObjectNode) server).put("reason", "HTTP status 200, the first pass is enough");
      for (JsonNode check : server.at("/checks")) {
        ((ObjectNode) check).put("lastResult", "answered 200");
        ((ObjectNode) check).set("rule", parsed(RULE));
        ((ObjectNode) check).set("evidence", parsed(EVIDENCE));
      }
    }
    ((ObjectNode) site.at("/vrrp/instances/0"))
        .set("preemption", parsed("{\"allowed\": true, \"delaySeconds\": 0}"));
    return site;
  }

  /**
   * {@code report -}, {@code vip photos}, {@code service photos-https}, {@code check router2/1}.
   */
  private static ObjectNode element(ObjectNode site, String kind, String name) {
    String[] path = name.split("/");
    return switch (kind) {
      case "report" -> site;
      case "vip" -> named(site.at("/vrrp/instances"), name);
      case "service" -> named(site.at("/services"), name);
      case "server" -> named(site.at("/services/0/servers"), name);
      case "check" ->
          (ObjectNode)
              named(site.at("/services/0/servers"), path[0])
                  .at("/checks/" + (path.length > 1 ? path[1] : "0"));
      default -> throw new IllegalArgumentException("nothing is called " + kind);
    };
  }

  private static ObjectNode named(JsonNode all, String name) {
    for (JsonNode one : all) {
      if (one.path("name").asText().equals(name)) {
        return (ObjectNode) one;
      }
    }
    throw new IllegalArgumentException("there is no " + name);
  }

  private static void merge(ObjectNode into, JsonNode difference) {
    difference
        .fields()
        .forEachRemaining(
            field -> {
              JsonNode there = into.get(field.getKey());
              if (field.getValue().isObject() && there instanceof ObjectNode object) {
                merge(object, field.getValue());
              } else {
                into.set(field.getKey(), field.getValue().deepCopy());
              }
            });
  }

  private static JsonNode parsed(String json) {
    try {
      return Json.tree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static StatusReport read(ObjectNode site) {
    try {
      return Json.read(site, StatusReport.class);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Of an answer, every word of it. */
  static String text(Answer answer) {
    if (answer instanceof Answer.Refused refused) {
      return "refused: " + refused.message() + "\n" + lines("-", refused.detail());
    }
    var it = ((Answer.Found) answer).explanation();
    return it.target()
        + " "
        + it.state()
        + " since "
        + it.since()
        + "\n"
        + it.headline()
        + "\n"
        + lines("seen", it.seen())
        + lines("rule", it.rule())
        + lines("change", it.change())
        + lines("next", it.next())
        + lines("also", it.also());
  }

  private static String lines(String section, List<String> sentences) {
    StringBuilder lines = new StringBuilder();
    sentences.forEach(it -> lines.append(section).append(": ").append(it).append('\n'));
    return lines.toString();
  }

  @Override
  public String toString() {
    return name;
  }

  static String asResource(List<Situation> all, List<String> found) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      Situation it = all.get(i);
      out.append("\n## ")
          .append(it.name())
          .append("\n? ")
          .append(it.asked().replace("\u001b", "ESC"))
          .append('\n');
      it.differences().forEach(line -> out.append("+ ").append(line).append('\n'));
      out.append('\n').append(found.get(i));
    }
    return out.toString();
  }

  static List<String> headOf(String resource) {
    return Arrays.stream(resource.split("\n")).takeWhile(it -> !it.startsWith("## ")).toList();
  }
}
