// SPDX-License-Identifier: Apache-2.0
package director.ipvs;

/** This process may not touch IPVS: it needs CAP_NET_ADMIN. */
public final class IpvsPermissionException extends IpvsException {
  private static final long serialVersionUID = 1L;

  public IpvsPermissionException(String message, int errno, Throwable cause) {
    super(message, errno, cause);
  }
}
