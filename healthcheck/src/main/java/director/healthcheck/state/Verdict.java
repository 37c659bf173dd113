// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

/** What a probe says about its target. */
public enum Verdict {
  /** The target answered as expected. */
  PASSED,
  /** The target did not answer as expected. */
  FAILED,
  /** The probe says nothing about the target, because the fault was our own. */
  VOID
}
