// SPDX-License-Identifier: Apache-2.0
package director.ipvs;

import java.io.IOException;
import java.util.Objects;

/** The kernel refused, or did not answer; the message says what was asked of it and why not. */
public class IpvsException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  /**
   * @param errno the kernel's error number, 0 when there was none
   */
  public IpvsException(String message, int errno, Throwable cause) {
    super(message, cause);
    this.errno = errno;
  }

  /** Never null. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** The kernel's error number (errno(3)), 0 when there was none. */
  public int errno() {
    return errno;
  }
}
