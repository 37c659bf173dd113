// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.vrrp.orders.Transport;
import director.vrrp.orders.Transport.Multicast;
import director.vrrp.orders.Transport.Peer;
import director.vrrp.orders.Transport.Unicast;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How it is written where advertisements go. */
final class TransportForm {
  private static final Kind<InetAddress> SOURCE =
      AddressLiteral.kind("an address of this director, such as \"192.0.2.1\"");
  private static final String PEER = "the address of another director, such as \"192.0.2.2\"";
  private static final Kind<InetAddress> ADDRESS = AddressLiteral.kind(PEER);
  private static final Kind<Integer> HOPS = Kind.integer(0, 255);
  private static final Kind<InetAddress> GROUP =
      AddressLiteral.groupKind(
          "the address of a multicast group, such as \"224.0.0.18\" or \"ff02::12\"");
  private static final Peer STAND_IN = new Peer(AddressLiteral.NOBODY, 0, 255);

  private TransportForm() {}

  /**
   * Reads {@code unicast} and {@code multicast-group}.
   *
   * @param ipv6 the family of the virtual addresses, which the transport has to share
   */
  static Transport read(Section instance, boolean ipv6) {
    Optional<InetAddress> group =
        instance.optional("multicast-group", GROUP.maybe(), Optional.empty());
    Multicast usual = ipv6 ? Multicast.IPV6 : Multicast.IPV4;
    if (instance.has("unicast")) {
      if (group.isPresent()) {
        instance.refuse("multicast-group", "has no meaning beside unicast");
      }
      return unicast(instance.section("unicast"), ipv6);
    }
    // What nobody has written is read nevertheless, so that its keys are known.
    if (group.isPresent() && AddressLiteral.isIpv6(group.get()) != ipv6) {
      instance.refuse("multicast-group", "must be of the family of the virtual addresses");
    }
    return group.map(Multicast::new).orElse(usual);
  }

  private static Unicast unicast(Section section, boolean ipv6) {
    InetAddress source = section.required("source", SOURCE, AddressLiteral.NOBODY);
    List<Peer> peers =
        section.requiredEntries(
            "peers",
            "[\"192.0.2.2\"]",
            Kind.text(PEER, text -> new Peer(AddressLiteral.of(text, PEER), 0, 255)),
            TransportForm::peer,
            STAND_IN);
    int hopLimit = section.optional("ttl", Kind.integer(1, 255), 255);
    boolean checks = section.optional("check-source", Kind.flag(), true);
    if (section.isSound()) {
      compare(section, source, peers, ipv6);
    }
    return new Unicast(source, peers, hopLimit, checks);
  }

  private static Peer peer(Section section) {
    InetAddress address = section.required("address", ADDRESS, AddressLiteral.NOBODY);
    int least = section.optional("min-ttl", HOPS, 0);
    int most = section.optional("max-ttl", HOPS, 255);
    if (section.isSound() && least > most) {
      section.refuse("min-ttl", "must not be above max-ttl, or nothing of it is ever accepted");
    }
    return new Peer(address, least, most);
  }

  private static void compare(Section section, InetAddress source, List<Peer> peers, boolean ipv6) {
    if (AddressLiteral.isIpv6(source) != ipv6) {
      section.refuse("source", "must be of the family of the virtual addresses");
    }
    Set<InetAddress> known = new HashSet<>(Set.of(source));
    for (Peer peer : peers) {
      String text = AddressLiteral.text(peer.address());
      if (AddressLiteral.isIpv6(peer.address()) != ipv6) {
        section.refuse(
            "peers", "must be of the family of the virtual addresses, but " + text + " is not");
      }
      if (!known.add(peer.address())) {
        section.refuse(
            "peers", "must be others than source and each other, but " + text + " is not");
      }
    }
  }
}
