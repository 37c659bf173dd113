// SPDX-License-Identifier: Apache-2.0
package director.netlink.generic;

/** This kernel has no generic netlink family of that name, and no module that brings it. */
public final class FamilyMissingException extends Exception {
  private static final long serialVersionUID = 1L;

  FamilyMissingException(String family, Throwable cause) {
    super("the kernel has no generic netlink family \"" + family + "\"", cause);
  }
}
