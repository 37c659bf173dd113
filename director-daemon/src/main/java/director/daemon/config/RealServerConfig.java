// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.net.InetAddress;

/**
 * A real server of a virtual service. Its port is the service's: direct routing rewrites nothing.
 *
 * @param name the operator's word for it
 * @param weight 0..65535; with 0 it gets no new connections
 */
public record RealServerConfig(String name, InetAddress address, int weight) {
  private static final Kind<InetAddress> ADDRESS =
      AddressLiteral.kind("an address, such as \"10.0.0.11\" or \"2001:db8::11\"");

  static RealServerConfig from(String name, Section section) {
    RealServerConfig read =
        new RealServerConfig(
            name,
            section.required("address", ADDRESS, AddressLiteral.NOBODY),
            section.optional("weight", Kind.integer(0, 65535), 1));
    section.refuses(
        "port",
        "cannot be chosen: with direct routing a real server answers at the service's port");
    return read;
  }

  /** {@code address} as written, without brackets. */
  public String addressText() {
    return AddressLiteral.text(address);
  }
}
