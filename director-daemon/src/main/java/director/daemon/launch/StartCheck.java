// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import director.daemon.LeftServices;
import director.daemon.StartRefusedException;
import director.ipvs.IpvsClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a start asks beside the configuration and the privileges, with no trace of it afterwards: so
 * it can be asked while the director runs that the start is to replace.
 */
final class StartCheck {
  private StartCheck() {}

  /**
   * Asks for what is remembered. Whether more can be keeps no director from starting.
   *
   * @param ipvs of the kernel; closed
   * @throws StartRefusedException as the start would
   */
  static void of(Path stateDirectory, IpvsClient ipvs) throws StartRefusedException {
    ipvs.close();
    if (!Files.exists(stateDirectory)) {
      // The start makes it.
      return;
    }
    try {
      LeftServices unused = LeftServices.of(stateDirectory);
    } catch (IOException e) {
      throw new StartRefusedException(
          StartRefusedException.INTERNAL, String.valueOf(e.getMessage()));
    }
  }
}
