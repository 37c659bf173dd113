// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

/** How bad it is. */
public enum Severity {
  /** Something does not work, or will not when it is needed. */
  ERROR,
  /** It works, and less well than it could, or not for long. */
  WARNING
}
