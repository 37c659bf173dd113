// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatusReport;
import java.util.ArrayList;
import java.util.List;

/**
 * One screen that answers "is all well, who has the addresses, which servers are in, and why".
 *
 * <p>It stays one screen with a thousand servers: of long lists it shows what is not as it should
 * be, and counts the rest.
 */
public final class StatusTable {
  private StatusTable() {}

  public static String draw(StatusReport report, Screen screen) {
    List<String> lines = new ArrayList<>(Verdict.draw(report, screen));
    lines.add("");
    lines.addAll(OrderSection.draw(report, screen));
    lines.addAll(InstanceSection.draw(report, screen));
    lines.addAll(ServiceSections.draw(report, screen));
    lines.addAll(PeerSection.draw(report, screen));
    lines.add("");
    lines.addAll(Footer.draw(report, screen));
    return String.join("\n", lines) + "\n";
  }
}
