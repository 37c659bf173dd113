// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.io.IOException;

/** A system call failed. */
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  public ErrnoException(String operation, int errno) {
    super(operation + ": " + describe(errno));
    this.errno = errno;
  }

  public int errno() {
    return errno;
  }

  public boolean is(Errno expected) {
    return errno == expected.intValue();
  }

  /** "Operation not permitted (EPERM)". */
  public static String describe(int errno) {
    var known = jnr.constants.platform.Errno.valueOf(errno);
    return known == jnr.constants.platform.Errno.__UNKNOWN_CONSTANT__
        ? "error " + errno
        : known.description() + " (" + known.name() + ")";
  }
}
