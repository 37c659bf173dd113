// SPDX-License-Identifier: Apache-2.0
package director.vrrp.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether an interface forwards packets (ip-sysctl.rst of the kernel's documentation). */
final class Forwarding {
  private static final Path IPV6 = Path.of("/proc/sys/net/ipv6/conf");

  private Forwarding() {}

  /** In the network namespace of the calling thread; what cannot be read does not forward. */
  static boolean ofIpv6(String interfaceName) {
    try {
      return !Files.readString(IPV6.resolve(interfaceName).resolve("forwarding")).startsWith("0");
    } catch (IOException e) {
      // The interface is gone, or has no IPv6: nobody will hear of it anyway.
      return false;
    }
  }
}
