// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

/** A port, where 0 stands for all ports of a persistent service. */
final class Port {
  private Port() {}

  static void require(int port) {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port + ", expected 0..65535");
    }
  }
}
