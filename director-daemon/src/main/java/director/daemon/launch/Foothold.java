// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import director.vrrp.Elector;
import java.security.GeneralSecurityException;
import java.security.Security;
import javax.crypto.Mac;

/**
 * Opens at the start all that this process may ever need. An upgrade replaces the files while the
 * elector goes on with the old ones: what is open stays as it is, but a class that is looked for at
 * the first takeover must not depend on a jar that is not there any more.
 */
final class Foothold {
  private Foothold() {}

  /**
   * Opens all jars, which is enough for a director: it is renewed with the files, unless the new
   * program refuses the configuration.
   */
  static void openJars() {
    // For what none of them has, the class loader opens all, and closes none.
    if (ClassLoader.getSystemResource("director/nowhere") != null) {
      throw new IllegalStateException("director/nowhere is somewhere");
    }
  }

  /**
   * Opens all that an elector may need.
   *
   * @throws IllegalStateException where something is missing even now
   */
  static void take() {
    openJars();
    // The Java runtime's own files: java.security, and what the checks of an HMAC need.
    int providers = Security.getProviders().length;
    try {
      Mac unused = Mac.getInstance("HmacSHA256");
      Elector.prepare();
    } catch (GeneralSecurityException | LinkageError e) {
      throw new IllegalStateException("the installation is incomplete: " + e, e);
    }
    if (providers == 0) {
      throw new IllegalStateException("this Java runtime is incomplete");
    }
  }
}
