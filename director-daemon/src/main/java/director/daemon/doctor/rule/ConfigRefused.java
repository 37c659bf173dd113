// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Facts.ConfigFile;

/** A file that would be refused. */
final class ConfigRefused extends Rule {
  ConfigRefused() {
    super(
        "config-refused",
        Severity.ERROR,
        "the daemon goes on with what it has read before, and will not start again after a stop");
  }

  @Override
  public Verdict judge(Facts facts) {
    ConfigFile file = facts.file();
    if (!file.unreadable().isEmpty()) {
      return open(file.path(), file.unreadable()).and(unseen(file));
    }
    if (file.refusals().isEmpty()) {
      return Verdict.WELL;
    }
    int more = file.refusals().size() - 1;
    return Verdict.of(
            finding(
                file.path(),
                file.refusals().get(0) + (more == 0 ? "" : "; and %d more".formatted(more)),
                "directorctl config check " + file.path()))
        .and(unseen(file));
  }

  /** Other rules have nothing to judge then, which must not look like a pass. */
  private Verdict unseen(ConfigFile file) {
    return open(
        file.path(),
        "nobody knows which virtual routers, services and servers there are: none of them was"
            + " looked at");
  }
}
