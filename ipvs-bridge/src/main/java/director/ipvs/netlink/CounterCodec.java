// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.netlink.IpvsConstants.*;

import director.ipvs.table.Rates;
import director.ipvs.table.RealServer;
import director.ipvs.table.ServerCounters;
import director.ipvs.table.ServiceCounters;
import director.netlink.Attributes;
import director.netlink.NetlinkException;
import java.util.SortedMap;

/**
 * Reads counters: IPVS_*_ATTR_STATS64, or where the kernel has none (before 4.1) the older form.
 */
final class CounterCodec {
  private CounterCodec() {}

  static ServiceCounters service(
      Attributes service, SortedMap<RealServer.Id, ServerCounters> servers)
      throws NetlinkException {
    Counters of = new Counters(service, IPVS_SVC_ATTR_STATS64, IPVS_SVC_ATTR_STATS);
    return new ServiceCounters(
        of.count(IPVS_STATS_ATTR_CONNS),
        of.count(IPVS_STATS_ATTR_INPKTS),
        of.bytes(IPVS_STATS_ATTR_INBYTES),
        of.count(IPVS_STATS_ATTR_OUTPKTS),
        of.bytes(IPVS_STATS_ATTR_OUTBYTES),
        of.rates(),
        servers);
  }

  static ServerCounters server(Attributes server) throws NetlinkException {
    Counters of = new Counters(server, IPVS_DEST_ATTR_STATS64, IPVS_DEST_ATTR_STATS);
    return new ServerCounters(
        Integer.toUnsignedLong(server.u32(IPVS_DEST_ATTR_ACTIVE_CONNS)),
        Integer.toUnsignedLong(server.u32(IPVS_DEST_ATTR_INACT_CONNS)),
        of.count(IPVS_STATS_ATTR_CONNS),
        of.count(IPVS_STATS_ATTR_INPKTS),
        of.bytes(IPVS_STATS_ATTR_INBYTES),
        of.count(IPVS_STATS_ATTR_OUTPKTS),
        of.bytes(IPVS_STATS_ATTR_OUTBYTES),
        of.rates());
  }

  /** One nest of counters. Bytes have 64 bits in both forms. */
  private static final class Counters {
    private final Attributes counters;
    private final boolean wide;

    Counters(Attributes of, int stats64, int stats) throws NetlinkException {
      wide = of.has(stats64);
      counters = of.nested(wide ? stats64 : stats);
    }

    Rates rates() throws NetlinkException {
      return new Rates(
          count(IPVS_STATS_ATTR_CPS),
          count(IPVS_STATS_ATTR_INPPS),
          count(IPVS_STATS_ATTR_INBPS),
          count(IPVS_STATS_ATTR_OUTPPS),
          count(IPVS_STATS_ATTR_OUTBPS));
    }

    long count(int type) throws NetlinkException {
      return wide ? counters.u64(type) : Integer.toUnsignedLong(counters.u32(type));
    }

    long bytes(int type) throws NetlinkException {
      return counters.u64(type);
    }
  }
}
