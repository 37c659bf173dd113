// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.daemon.doctor.fact.Agenda.Router;
import director.daemon.doctor.fact.Hearing.Speaker;
import director.daemon.doctor.packet.Frame;
import director.netlink.text.AddressText;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.MalformedPacketException;
import director.vrrp.packet.ReceivedAdvertisement;
import director.vrrp.packet.VrrpAdvertisement;
import java.net.Inet6Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who advertised what, on one interface. */
final class Speakers {
  private record Key(int virtualRouterId, boolean ipv6, String source) {}

  private final Map<Key, Speaker> heard = new LinkedHashMap<>();

  /** One more frame, {@code at} milliseconds after the beginning; others than VRRP are none. */
  void hear(Frame.Vrrp frame, boolean outgoing, long at) {
    IpPacket packet =
        new IpPacket(frame.source(), frame.destination(), frame.hopLimit(), frame.payload());
    if (packet.payload().remaining() == 0) {
      return;
    }
    int version = (packet.payload().get(0) & 0xff) >> 4;
    try {
      VrrpAdvertisement said = ReceivedAdvertisement.decode(packet, version, true).advertisement();
      if (said.priority() > 0) { // Who resigns is no MASTER.
        hear(frame, said, outgoing, at);
      }
    } catch (MalformedPacketException e) {
      return; // Nobody takes it for an advertisement.
    }
  }

  private void hear(Frame.Vrrp frame, VrrpAdvertisement said, boolean outgoing, long at) {
    String source = AddressText.of(frame.source());
    Key key = new Key(said.virtualRouterId(), frame.source() instanceof Inet6Address, source);
    Speaker before = heard.get(key);
    heard.put(
        key,
        new Speaker(
            source,
            frame.from().text(),
            outgoing,
            said.priority(),
            said.addresses().stream().map(AddressText::of).toList(),
            before == null ? 1 : before.count() + 1,
            before == null ? at : before.first(),
            at));
  }

  /** Of one virtual router. */
  List<Speaker> of(Router router) {
    return heard.entrySet().stream()
        .filter(each -> each.getKey().virtualRouterId() == router.virtualRouterId())
        .filter(each -> each.getKey().ipv6() == router.ipv6())
        .map(Map.Entry::getValue)
        .toList();
  }
}
