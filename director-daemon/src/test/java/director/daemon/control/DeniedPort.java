// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.config.ConfigLoader;
import java.nio.file.Path;
import java.util.List;

/** Opens a server as a process without CAP_NET_BIND_SERVICE does, and says how that went. */
final class DeniedPort {
  private DeniedPort() {}

  public static void main(String... args) throws Exception {
    Path config = Path.of(args[0]);
    Path socket = Path.of(args[1]);
    Routes none = new Routes(List.of());
    try (ControlServer server =
        ControlServer.open(socket, ConfigLoader.load(config).control(), none, Limits.DEFAULT)) {
      System.out.println(server.problems());
      System.out.println(new ControlClient(socket).call("GET", "/v1/none", "").status());
    }
  }
}
