// SPDX-License-Identifier: Apache-2.0
package director.vrrp.net;

import director.netlink.route.Link;
import director.netlink.route.MacAddress;
import director.netlink.text.AddressText;
import director.vrrp.packet.GratuitousArp;
import director.vrrp.packet.NeighborAdvertisement;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;

/**
 * Tells a segment where addresses are, by whole frames: gratuitous ARP for those of IPv4,
 * unsolicited neighbour advertisements for those of IPv6. Confined to the elector's thread.
 */
public final class Announcer implements AutoCloseable {
  /** The handle only sends: the smallest buffer, and a filter that no frame passes. */
  private static final int BUFFER_LENGTH = 64 * 1024;

  private static final int SNAPLEN = 64;

  /** By an EtherType for experiments: libpcap 1.11 takes none below 0x600. */
  private static final String NOTHING = "ether proto 0x88b5 and greater 65535";

  private final PcapHandle handle;
  private final String interfaceName;
  private final byte[] hardware;

  private Announcer(PcapHandle handle, String interfaceName, MacAddress mac) {
    this.handle = handle;
    this.interfaceName = interfaceName;
    this.hardware = mac.octets();
  }

  /** Loads libpcap, and what is between it and us. */
  public static void prepare() {
    String version = Pcaps.libVersion();
    if (version.isEmpty()) {
      throw new UnsatisfiedLinkError("libpcap does not say its version");
    }
  }

  /**
   * Opens the interface for sending.
   *
   * @throws IOException if the interface cannot be opened, or has no Ethernet address
   */
  public static Announcer open(Link link) throws IOException {
    MacAddress mac =
        link.mac().orElseThrow(() -> new IOException(link.name() + " has no Ethernet address"));
    try {
      PcapHandle handle =
          new PcapHandle.Builder(link.name())
              .snaplen(SNAPLEN)
              .bufferSize(BUFFER_LENGTH)
              .immediateMode(true)
              .timeoutMillis(1)
              .build();
      handle.setFilter(NOTHING, BpfCompileMode.OPTIMIZE);
      return new Announcer(handle, link.name(), mac);
    } catch (PcapNativeException | NotOpenException e) {
      throw new IOException("open " + link.name() + " by libpcap: " + e.getMessage(), e);
    }
  }

  /** The version of libpcap; loads it. */
  public static String library() {
    return Pcaps.libVersion();
  }

  /** Tells where it is, once. */
  public void announce(InetAddress address) throws IOException {
    try {
      handle.sendPacket(frame(address));
    } catch (PcapNativeException | NotOpenException e) {
      throw new IOException("announce " + AddressText.of(address) + ": " + e.getMessage(), e);
    }
  }

  /** Whether we forward is asked each time: it may change at any time, and tells no one. */
  private byte[] frame(InetAddress address) {
    return address instanceof Inet6Address ipv6
        ? NeighborAdvertisement.frame(hardware, ipv6, Forwarding.ofIpv6(interfaceName))
        : GratuitousArp.frame(hardware, (Inet4Address) address);
  }

  @Override
  public void close() {
    handle.close();
  }
}
