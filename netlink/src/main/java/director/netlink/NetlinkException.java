// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import director.netlink.linux.Errno;
import director.netlink.linux.ErrnoException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The kernel refused a request, or the conversation with it broke. */
public final class NetlinkException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int errno;
  private final boolean refusal;
  private final String reason;

  private NetlinkException(
      String operation, String reason, int errno, boolean refusal, @Nullable Throwable cause) {
    super(operation + ": " + reason, cause);
    this.errno = errno;
    this.refusal = refusal;
    this.reason = reason;
  }

  /**
   * The kernel answered with an error.
   *
   * @param kernelWords its extended acknowledgement, empty when it gave none
   */
  public static NetlinkException refused(String operation, int errno, String kernelWords) {
    String reason = ErrnoException.describe(errno);
    String words = kernelWords.isEmpty() ? "" : ": the kernel says \"" + kernelWords + "\"";
    return new NetlinkException(operation, reason + words, errno, true, null);
  }

  /** No usable answer: time-out, overrun, garbage. */
  public static NetlinkException broken(String operation, String what) {
    return new NetlinkException(operation, what, 0, false, null);
  }

  /** No usable answer, because a system call failed. */
  public static NetlinkException broken(String operation, ErrnoException cause) {
    return new NetlinkException(
        operation, String.valueOf(cause.getMessage()), cause.errno(), false, cause);
  }

  /** The same failure, told by who knows what was attempted: "add 192.0.2.1/24 to interface 2". */
  public NetlinkException during(String operation) {
    return new NetlinkException(operation, reason, errno, refusal, this);
  }

  /** The kernel's error number, 0 when there was none. */
  public int errno() {
    return errno;
  }

  /**
   * Whether the kernel has answered, and changed nothing. Otherwise the conversation broke, and
   * what the kernel did is unknown.
   */
  public boolean isRefusal() {
    return refusal;
  }

  /** Whether the kernel refused with exactly this error. */
  public boolean is(Errno expected) {
    return errno == expected.intValue();
  }
}
