// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ipvsadm itself, in a network namespace. */
final class LabIpvsadm implements Ipvsadm {
  private static final Pattern THRESHOLDS =
      Pattern.compile("\\s+-> (\\S+)\\s+(\\d+)\\s+(\\d+)\\s+\\d+\\s+\\d+\\s*");

  private final LabNamespace namespace;

  LabIpvsadm(LabNamespace namespace) {
    this.namespace = namespace;
  }

  @Override
  public void run(String... lines) throws Exception {
    List<String> words = namespace.feed(List.of(lines), "ipvsadm", "-R");
    if (!words.isEmpty()) {
      throw new AssertionError("ipvsadm says " + words);
    }
  }

  /** All in one process, and none of its lines touched. */
  @Override
  public Listing list() throws Exception {
    Set<String> rules = new TreeSet<>();
    Set<String> thresholds = new TreeSet<>();
    List<String> settings = new ArrayList<>();
    for (String line :
        namespace.feed(
            List.of(
                "ipvsadm -Sn",
                "ipvsadm -Ln --thresholds",
                "ipvsadm -L --timeout",
                "ipvsadm -L --daemon"),
            "sh")) {
      Matcher server = THRESHOLDS.matcher(line);
      if (line.startsWith("-")) {
        rules.add(line);
      } else if (line.startsWith("Timeout") || line.contains(" sync daemon ")) {
        settings.add(line);
      } else if (server.matches() && !server.group(2).equals("0")) {
        thresholds.add(server.group(1) + " " + server.group(2) + " " + server.group(3));
      }
    }
    return new Listing(rules, thresholds, settings);
  }
}
