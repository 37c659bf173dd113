// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigUtil;
import director.vrrp.orders.AddressLoss;
import director.vrrp.orders.Announcing;
import director.vrrp.orders.Authentication;
import director.vrrp.orders.Transport;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.VirtualRoute;
import director.vrrp.orders.VirtualRule;
import director.vrrp.orders.Vmac;
import director.vrrp.orders.Witnesses;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A virtual router: one election on one interface, and the addresses that its MASTER holds.
 *
 * @param name the operator's word for it
 * @param interfaceName as the kernel knows it; whether it exists is not known here
 * @param virtualRouterId 1..255, unique on the interface for its family and transport
 * @param version of VRRP: 2 (RFC 3768) or 3 (RFC 9568)
 * @param priority 1..254, or 255 for the owner of the addresses, who is always MASTER
 * @param advertisementInterval version 3: 10 ms..40.95 s in steps of 10 ms; version 2: 1..255 whole
 *     seconds
 * @param virtualAddresses 1..255 of them, of one family, in the order in which they are advertised
 * @param preempt whether to take over from a running MASTER of lower priority
 * @param preemptDelay how long to wait before that, 0..1000 s
 * @param transport of the family of the virtual addresses
 * @param authentication a password with version 2 only
 * @param checksum how a v3 checksum over IPv4 is built when we send
 * @param excludedAddresses of any family; they move and are not advertised
 * @param routes that move likewise
 * @param rules that move likewise
 * @param vmac empty for the interface's own hardware address
 * @param lease 0 for ever, or 2 s..1 h in whole seconds
 * @param notifying who is told how it stands
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
    Duration preemptDelay,
    Transport transport,
    Authentication authentication,
    Checksum checksum,
    List<VirtualAddress> excludedAddresses,
    List<VirtualRoute> routes,
    List<VirtualRule> rules,
    Optional<Vmac> vmac,
    Announcing announcing,
    Witnesses witnesses,
    AddressLoss onAddressLoss,
    Duration lease,
    TrackConfig track,
    NotifyScripts notifying) {

  /** The priority of the router whose own addresses the virtual ones are (RFC 9568, 5.2.4). */
  public static final int OWNER = 255;

  private static final Kind<Integer> PRIORITY =
      Kind.integer(1, OWNER, "1..254, or 255 for the owner of the addresses");
  private static final Kind<InetAddress> NEIGHBOUR =
      AddressLiteral.kind("the address of a neighbour, such as \"203.0.113.1\"");
  private static final Duration HOUR = Duration.ofHours(1);

  /** Nothing else tells a MASTER that a neighbour learnt another one's hardware address. */
  private static final Duration WITNESSES_EVERY = Duration.ofSeconds(1);

  public VrrpInstanceConfig {
    virtualAddresses = List.copyOf(virtualAddresses);
    excludedAddresses = List.copyOf(excludedAddresses);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
  }

  public boolean owner() {
    return priority == OWNER;
  }

  /** What its advertisements name decides over which protocol they travel. */
  public boolean isIpv6() {
    return !virtualAddresses.isEmpty() && AddressLiteral.isIpv6(virtualAddresses.get(0).address());
  }

  static VrrpInstanceConfig from(String name, Section section) {
    String interfaceName = section.required("interface", Names.INTERFACE, "");
    int virtualRouterId = section.required("virtual-router-id", Kind.integer(1, 255), 0);
    int version = section.optional("version", Kind.integer(2, 3, "2 or 3"), 3);
    int priority = section.optional("priority", PRIORITY, 100);
    Duration interval =
        section.optional("advertisement-interval", Durations.any(), Duration.ofSeconds(1));
    List<VirtualAddress> addresses = AddressForm.readRequired(section, "virtual-addresses");
    boolean ipv6 = addresses.stream().anyMatch(one -> AddressLiteral.isIpv6(one.address()));
    return new VrrpInstanceConfig(
        name,
        interfaceName,
        virtualRouterId,
        version,
        priority,
        interval,
        addresses,
        section.optional("preempt", Kind.flag(), true),
        section.optional(
            "preempt-delay",
            Durations.between(Duration.ZERO, Duration.ofSeconds(1000)),
            Duration.ZERO),
        TransportForm.read(section, ipv6),
        AuthenticationForm.read(section, version, interval),
        section.optional("checksum", Kind.word(Checksum.class), Checksum.WITH_PSEUDO_HEADER),
        AddressForm.read(section, "excluded-addresses"),
        RouteForm.read(section, "routes"),
        RuleForm.read(section, "rules"),
        vmac(section, virtualRouterId, ipv6),
        announcing(section.section("announce")),
        witnesses(section.section("convergence")),
        section.optional("on-address-loss", Kind.word(AddressLoss.class), AddressLoss.RESTORE),
        lease(section),
        TrackConfig.from(section.section("track")),
        NotifyForm.scripts(section.section("notify")));
  }

  private static Optional<Vmac> vmac(Section section, int virtualRouterId, boolean ipv6) {
    // keepalived's name, which is the same for both families and so fits one of them only.
    String usual = (ipv6 ? "vrrp6." : "vrrp.") + virtualRouterId;
    return section
        .switchable("vmac", "true, false, or a section in braces, such as { name = vrrp.51 }")
        .map(
            vmac ->
                new Vmac(
                    vmac.optional("name", Names.INTERFACE, usual),
                    vmac.optional("send-from-base", Kind.flag(), false)));
  }

  private static Announcing announcing(Section section) {
    Announcing usual = Announcing.DEFAULT;
    return new Announcing(
        section.optional("burst", Kind.integer(1, 100), usual.burst()),
        section.optional("again", Durations.between(Duration.ZERO, HOUR), usual.again()),
        section.optional(
            "refresh", Durations.between(Duration.ZERO, Duration.ofHours(24)), usual.refresh()),
        section.optional(
            "pace", Durations.between(Duration.ZERO, Duration.ofSeconds(1)), usual.pace()));
  }

  private static Witnesses witnesses(Section section) {
    return new Witnesses(
        section.optional("gateway", Kind.flag(), true),
        section.entries(
            "witnesses",
            "[\"203.0.113.1\"]",
            NEIGHBOUR,
            one -> one.required("address", NEIGHBOUR, AddressLiteral.NOBODY),
            AddressLiteral.NOBODY),
        section.optional(
            "every", Durations.between(Duration.ZERO, Duration.ofHours(24)), WITNESSES_EVERY));
  }

  /** The kernel counts lifetimes in seconds, and renewing takes one. */
  private static Duration lease(Section section) {
    Duration lease =
        section.optional("lease", Durations.between(Duration.ZERO, HOUR), Duration.ZERO);
    boolean whole = lease.toNanos() % Duration.ofSeconds(1).toNanos() == 0;
    if (!lease.isZero() && (!whole || lease.compareTo(Duration.ofSeconds(2)) < 0)) {
      section.refuse("lease", "must be 0s for none, or 2s..1h in whole seconds");
    }
    return lease;
  }

  /** The path of one of its keys. */
  String key(String key) {
    return ConfigUtil.joinPath("vrrp", "instances", name) + "." + key;
  }
}
