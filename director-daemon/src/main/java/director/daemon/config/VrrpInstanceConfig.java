// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigUtil;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A virtual router: one election on one interface, and the addresses that its MASTER holds.
 *
 * @param name the operator's word for it
 * @param interfaceName as the kernel knows it; whether it exists is not known here
 * @param virtualRouterId 1..255, unique on the interface
 * @param version of VRRP: 2 (RFC 3768) or 3 (RFC 9568)
 * @param priority 1..254, or 255 for the owner of the addresses, who is always MASTER
 * @param advertisementInterval version 3: 10 ms..40.95 s in steps of 10 ms; version 2: 1..255 whole
 *     seconds
 * @param virtualAddresses 1..255 of them, in the order in which they are advertised
 * @param preempt whether to take over from a running MASTER of lower priority
 * @param preemptDelay how long to wait before that, 0..1000 s
 */
public record VrrpInstanceConfig(
    String name,
    String interfaceName,
    int virtualRouterId,
    int version,
    int priority,
    Duration advertisementInterval,
    List<VirtualAddress> virtualAddresses,
    boolean preempt,
    Duration preemptDelay) {

  /** The priority of the router whose own addresses the virtual ones are (RFC 9568, 5.2.4). */
  public static final int OWNER = 255;

  // dev_valid_name() and IFNAMSIZ of the kernel; a colon would name an alias.
  private static final Kind<String> INTERFACE =
      Kind.text(
          "the name of a network interface, such as eth0",
          Pattern.compile("(?!\\.{1,2}$)[!-~&&[^/:]]{1,15}"));
  private static final Kind<Integer> PRIORITY =
      Kind.integer(1, OWNER, "1..254, or 255 for the owner of the addresses");

  public VrrpInstanceConfig {
    virtualAddresses = List.copyOf(virtualAddresses);
  }

  public boolean owner() {
    return priority == OWNER;
  }

  static VrrpInstanceConfig from(String name, Section section) {
    VrrpInstanceConfig read =
        new VrrpInstanceConfig(
            name,
            section.required("interface", INTERFACE, ""),
            section.required("virtual-router-id", Kind.integer(1, 255), 0),
            section.optional("version", Kind.integer(2, 3, "2 or 3"), 3),
            section.optional("priority", PRIORITY, 100),
            section.optional("advertisement-interval", Durations.any(), Duration.ofSeconds(1)),
            section.requiredList(
                "virtual-addresses",
                VirtualAddress.kind(),
                "[\"203.0.113.10/24\"]",
                VirtualAddress.STAND_IN),
            section.optional("preempt", Kind.flag(), true),
            section.optional(
                "preempt-delay",
                Durations.between(Duration.ZERO, Duration.ofSeconds(1000)),
                Duration.ZERO));
    section.refuses(
        "unicast", "is not supported yet: advertisements go to the multicast group 224.0.0.18");
    return read;
  }

  /** The path of one of its keys. */
  String key(String key) {
    return ConfigUtil.joinPath("vrrp", "instances", name) + "." + key;
  }
}
