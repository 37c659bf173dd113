// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A real server of a virtual service, or its sorry server.
 *
 * @param name the operator's word for it
 * @param weight 0..65535; with 0 it gets no new connections
 * @param port 1..65535, with masquerade only; the one that the client chose when empty
 * @param forwarding its own; the service's when empty
 * @param upperThreshold connections at which it gets no new ones, 0 for no limit
 * @param lowerThreshold connections at which it gets new ones again, 0 for the kernel's choice
 * @param ownChecks how it is checked; as its service says when empty
 */
public record RealServerConfig(
    String name,
    InetAddress address,
    int weight,
    OptionalInt port,
    Optional<ForwardingConfig> forwarding,
    long upperThreshold,
    long lowerThreshold,
    Optional<OwnChecks> ownChecks) {
  /** By the service's way and checks, without thresholds. */
  public RealServerConfig(String name, InetAddress address, int weight) {
    this(name, address, weight, OptionalInt.empty(), Optional.empty(), 0, 0, Optional.empty());
  }

  /** The same of another name, at another address. */
  public RealServerConfig at(String otherName, InetAddress otherAddress) {
    return new RealServerConfig(
        otherName,
        otherAddress,
        weight,
        port,
        forwarding,
        upperThreshold,
        lowerThreshold,
        ownChecks);
  }

  /** {@code address} as written, without brackets. */
  public String addressText() {
    return AddressLiteral.text(address);
  }
}
