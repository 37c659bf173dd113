// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.Tunnel;

/**
 * How packets reach a real server.
 *
 * @param method direct routing, tunnel or masquerade
 * @param tunnel {@link Tunnel#IPIP} with the other methods
 */
public record ForwardingConfig(ForwardingMethod method, Tunnel tunnel) {
  public static final ForwardingConfig DIRECT_ROUTING =
      new ForwardingConfig(ForwardingMethod.DIRECT_ROUTING, Tunnel.IPIP);
}
