// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Facts.Running;

/** A file that was changed, and not loaded. */
final class ConfigDiffers extends Rule {
  ConfigDiffers() {
    super(
        "config-not-loaded",
        Severity.WARNING,
        "the next restart brings in what nobody has tried, at a time that nobody has chosen");
  }

  @Override
  public Verdict judge(Facts facts) {
    String hash = facts.file().hash();
    if (hash.isEmpty()) {
      return Verdict.WELL; // What cannot be read is told by another rule.
    }
    return when(facts.running(), facts.file().path(), running -> judge(facts, hash, running));
  }

  private Verdict judge(Facts facts, String hash, Running running) {
    String path = facts.file().path();
    if (!running.file().equals(path) || running.hash().isEmpty()) {
      return open(path, "the daemon has read another file: " + running.file());
    }
    return hash.startsWith(running.hash())
        ? Verdict.WELL
        : Verdict.of(
            finding(
                path,
                "the file says something else than what the daemon has loaded",
                "directorctl reload --plan, then directorctl reload"));
  }
}
