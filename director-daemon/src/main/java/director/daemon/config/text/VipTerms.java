// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.daemon.config.TrackConfig;
import director.daemon.config.VrrpConfig;
import director.daemon.config.VrrpInstanceConfig;
import director.netlink.text.AddressText;
import director.vrrp.orders.Authentication;
import director.vrrp.orders.Authentication.Hmac;
import director.vrrp.orders.Authentication.Password;
import director.vrrp.orders.Transport;
import director.vrrp.orders.Transport.Multicast;
import director.vrrp.orders.Transport.Unicast;

/** Virtual routers and sync groups. */
public final class VipTerms {
  private static final int ANY_HOPS = 255;

  private VipTerms() {}

  /** What stands below {@code vrrp.instances.NAME}. */
  public static Term.Keyed of(VrrpInstanceConfig vip) {
    Keys keys =
        new Keys()
            .text("interface", vip.interfaceName())
            .number("virtual-router-id", vip.virtualRouterId())
            .number("version", vip.version())
            .number("priority", vip.priority())
            .time("advertisement-interval", vip.advertisementInterval())
            .several("virtual-addresses", vip.virtualAddresses(), HoldingTerms::address)
            .flag("preempt", vip.preempt())
            .time("preempt-delay", vip.preemptDelay());
    transport(keys, vip.transport());
    keys.put("authentication", authentication(vip.authentication()))
        .word("checksum", vip.checksum())
        .several("excluded-addresses", vip.excludedAddresses(), HoldingTerms::address)
        .several("routes", vip.routes(), HoldingTerms::route)
        .several("rules", vip.rules(), HoldingTerms::rule);
    vip.vmac()
        .ifPresentOrElse(
            vmac ->
                keys.put(
                    "vmac",
                    new Keys()
                        .text("name", vmac.name())
                        .flag("send-from-base", vmac.sendsFromBase())),
            () -> keys.flag("vmac", false));
    return keys.put(
            "announce",
            new Keys()
                .number("burst", vip.announcing().burst())
                .time("again", vip.announcing().again())
                .time("refresh", vip.announcing().refresh())
                .time("pace", vip.announcing().pace()))
        .put(
            "convergence",
            new Keys()
                .flag("gateway", vip.witnesses().gateway())
                .texts(
                    "witnesses", vip.witnesses().addresses().stream().map(AddressText::of).toList())
                .time("every", vip.witnesses().every()))
        .word("on-address-loss", vip.onAddressLoss())
        .time("lease", vip.lease())
        .put(
            "track",
            track(new Keys().flag("own-interface", vip.track().ownInterface()), vip.track()))
        .put("notify", NotifyTerms.scripts(vip.notifying()))
        .done();
  }

  /** What stands below {@code vrrp.sync-groups.NAME}. */
  public static Term.Keyed group(VrrpConfig.Group group) {
    return new Keys()
        .texts("members", group.members())
        .put("track", track(new Keys(), group.track()))
        .put("notify", NotifyTerms.scripts(group.notifying()))
        .done();
  }

  private static Keys track(Keys keys, TrackConfig track) {
    Keys interfaces = new Keys();
    track
        .interfaces()
        .forEach(
            one ->
                interfaces.put(one.name(), weighed(one.weight()).flag("reverse", one.reverse())));
    return keys.put("interfaces", interfaces)
        .named("scripts", track.scripts(), VipTerms::weight)
        .named("files", track.files(), VipTerms::weight)
        .named("processes", track.processes(), VipTerms::weight)
        .named("services", track.services(), one -> weighed(one.weight()).done());
  }

  private static Term weight(TrackConfig.Weight one) {
    return weighed(one.weight()).flag("reverse", one.reverse()).done();
  }

  private static Keys weighed(int weight) {
    return new Keys().number("weight", weight);
  }

  private static void transport(Keys keys, Transport transport) {
    if (transport instanceof Multicast multicast) {
      keys.address("multicast-group", multicast.group());
    } else if (transport instanceof Unicast unicast) {
      keys.put(
          "unicast",
          new Keys()
              .address("source", unicast.source())
              .several("peers", unicast.peers(), VipTerms::peer)
              .number("ttl", unicast.hopLimit())
              .flag("check-source", unicast.checksSource()));
    }
  }

  private static Term peer(Transport.Peer peer) {
    return peer.leastHopLimit() == 0 && peer.mostHopLimit() == ANY_HOPS
        ? Keys.text(AddressText.of(peer.address()))
        : new Keys()
            .address("address", peer.address())
            .number("min-ttl", peer.leastHopLimit())
            .number("max-ttl", peer.mostHopLimit())
            .done();
  }

  private static Keys authentication(Authentication authentication) {
    if (authentication instanceof Password password) {
      return new Keys().word("type", "password").secret("password", password.password());
    }
    if (authentication instanceof Hmac hmac) {
      Keys keys = new Keys();
      hmac.keys().forEach(key -> keys.secret(Integer.toString(key.id()), "hex:" + key.secret()));
      return new Keys()
          .word("type", "hmac")
          .word("mode", hmac.mode())
          .put("keys", keys)
          .number("active-key", hmac.activeKey())
          .word("anti-replay", hmac.antiReplay())
          .time("window", hmac.window());
    }
    return new Keys().word("type", "none");
  }
}
