// SPDX-License-Identifier: Apache-2.0
package director.daemon;

/** The daemon cannot start; the message says why and what to do. */
public final class StartRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A needed kernel facility is missing (EX_UNAVAILABLE of sysexits.h). */
  public static final int UNAVAILABLE = 69;

  /** Our own mistake (EX_SOFTWARE). */
  public static final int INTERNAL = 70;

  /** Somebody else is in the way, for now (EX_TEMPFAIL). */
  public static final int OCCUPIED = 75;

  /** A missing privilege (EX_NOPERM). */
  public static final int NO_PERMISSION = 77;

  /** The configuration was refused (EX_CONFIG). */
  public static final int CONFIG = 78;

  private final int exitStatus;

  public StartRefusedException(int exitStatus, String message) {
    super(message);
    this.exitStatus = exitStatus;
  }

  public int exitStatus() {
    return exitStatus;
  }
}
