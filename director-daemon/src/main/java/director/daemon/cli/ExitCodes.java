// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

/** How {@code directorctl} ends; scripts and monitoring rely on it. */
public final class ExitCodes {
  public static final int FINE = 0;

  /** Asked and answered, and the answer is bad news; each command's help says which. */
  public static final int DEGRADED = 1;

  public static final int USAGE = 2;
  public static final int UNREACHABLE = 3;

  /** The director, or a check, said no. */
  public static final int REFUSED = 4;

  /** Our own mistake: EX_SOFTWARE of sysexits.h, as the daemon uses it. */
  public static final int INTERNAL_ERROR = 70;

  private ExitCodes() {}
}
