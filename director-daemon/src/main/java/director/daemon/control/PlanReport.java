// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reload would do: the answer to {@code POST /v1/config/plan}.
 *
 * @param file as the operator named it
 * @param accepted false when directord would refuse it; then there are problems and no changes
 * @param problems a line each, {@code director.conf:12:3: ...}
 * @param warnings a line each
 * @param changes in the order in which people want to read them: what is removed first
 * @param connections that lose their server or service, over all changes; null while the kernel
 *     cannot be read
 */
public record PlanReport(
    String file,
    boolean accepted,
    List<String> problems,
    List<String> warnings,
    List<Change> changes,
    @Nullable Long connections) {
  public PlanReport {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    changes = List.copyOf(changes);
  }

  /**
   * One thing that would be another.
   *
   * @param verb {@code add}, {@code remove}, {@code change}
   * @param target {@code vip:photos}, {@code server:photos-https/router1}, {@code config}
   * @param detail a line for each key: {@code weight 1 -> 5}
   * @param effect what that means for clients, a sentence; empty when it means nothing to them
   * @param connections live ones that it touches; null where it touches none, or nobody knows
   */
  public record Change(
      String verb, String target, List<String> detail, String effect, @Nullable Long connections) {
    public Change {
      detail = List.copyOf(detail);
    }
  }
}
