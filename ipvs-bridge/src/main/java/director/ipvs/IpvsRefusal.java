// SPDX-License-Identifier: Apache-2.0
package director.ipvs;

import director.ipvs.table.IpvsChange;

/**
 * A change that the kernel did not make.
 *
 * @param reason a sentence: what was asked of it, and why not
 * @param errno the kernel's error number (errno(3))
 */
public record IpvsRefusal(IpvsChange change, String reason, int errno) {
  private static final int ESRCH = 3;
  private static final int EEXIST = 17;

  /**
   * Whether the service is not there that it is about: then nothing else that was asked about that
   * service was done either, though this may be the only refusal that tells so.
   */
  public boolean isOfMissingService() {
    return change instanceof IpvsChange.AddService
        ? errno != EEXIST
        : errno == ESRCH && change.about().isPresent();
  }
}
