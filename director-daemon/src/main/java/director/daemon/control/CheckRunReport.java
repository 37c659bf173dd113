// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import director.daemon.control.StatusReport.Phases;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the checks of one server found that were asked on demand. Nothing follows from it.
 *
 * @param address of the server, with port where it has one
 * @param time when the first was asked
 * @param need {@code all} or {@code any} of the checks
 * @param verdict of all together, by {@code need}
 * @param checks by name, at least one
 */
public record CheckRunReport(
    String service,
    String server,
    String address,
    Instant time,
    String need,
    Verdict verdict,
    List<Check> checks) {
  public CheckRunReport {
    checks = List.copyOf(checks);
  }

  /** What is said about the server; VOID says nothing, because the fault is our own. */
  public enum Verdict {
    PASSED,
    FAILED,
    @JsonEnumDefaultValue
    VOID
  }

  /**
   * One check.
   *
   * @param name the operator's word for it, {@code check} where there is none
   * @param kind {@code https}, {@code tcp}, {@code script}
   * @param target {@code 10.0.0.11:443}
   * @param seen what was seen, as the middle of a sentence
   * @param phases when the probe got how far
   * @param advice what it says about the server's weight, as a phrase; null if nothing
   * @param notes what else was seen: the certificate, the last lines of a script's output
   * @param warnings sentences about what is well now and will not stay so
   */
  public record Check(
      String name,
      String kind,
      String target,
      Verdict verdict,
      String seen,
      double timeoutMillis,
      Phases phases,
      @Nullable String advice,
      List<String> notes,
      List<String> warnings) {
    public Check {
      notes = List.copyOf(notes);
      warnings = List.copyOf(warnings);
    }
  }
}
