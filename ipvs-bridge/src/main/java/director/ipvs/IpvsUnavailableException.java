// SPDX-License-Identifier: Apache-2.0
package director.ipvs;

/** This kernel has no IPVS; the message says what to load. */
public final class IpvsUnavailableException extends IpvsException {
  private static final long serialVersionUID = 1L;

  public IpvsUnavailableException(String message, int errno, Throwable cause) {
    super(message, errno, cause);
  }
}
