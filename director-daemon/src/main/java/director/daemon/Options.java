// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import java.nio.file.Path;

/**
 * How the director was started.
 *
 * @param stateDirectory what outlives a restart
 * @param attach whether the elector is somebody else's to start and stop, as under systemd; then
 *     this process leaves the elector and the IPVS table as they are when it ends
 */
public record Options(Path config, Path stateDirectory, Path controlSocket, boolean attach) {

  /** Beside the control socket: elector.sock for control.sock, NAME-elector.sock for others. */
  public Path electorSocket() {
    String name = controlSocket.getFileName().toString();
    String stem = name.endsWith(".sock") ? name.substring(0, name.length() - 5) : name;
    String elector = stem.equals("control") ? "elector.sock" : stem + "-elector.sock";
    return controlSocket.resolveSibling(elector);
  }

  /** The control socket, as a name with ".sock", of a director that finds its elector there. */
  public static Path controlSocketBeside(Path electorSocket) {
    String name = electorSocket.getFileName().toString();
    return electorSocket.resolveSibling(
        name.endsWith("-elector.sock")
            ? name.substring(0, name.length() - 13) + ".sock"
            : "control.sock");
  }
}
