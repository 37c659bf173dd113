// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may ask the director, and give it orders: section {@code control}.
 *
 * @param operatorGroup whose members may use control.sock; empty for the group that directord runs
 *     as
 * @param readGroup whose members may use read.sock, and only ask; empty for no such socket
 * @param listen where it is reached over the network; empty for nowhere
 */
public record ControlConfig(
    Optional<String> operatorGroup, Optional<String> readGroup, Optional<Listen> listen) {
  /** When nothing is said: by the socket alone. */
  public static final ControlConfig DEFAULT =
      new ControlConfig(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * HTTPS with bearer tokens.
   *
   * @param certificate with those that lead from it to a known one, PEM
   * @param key of the certificate, PEM, PKCS #8, without a password
   * @param tokens who may come in, a line each; only root and directord may write it
   */
  public record Listen(Endpoint address, Path certificate, Path key, Path tokens) {}
}
