// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import static director.ipvs.table.ForwardingMethod.MASQUERADE;
import static director.ipvs.table.ForwardingMethod.TUNNEL;
import static director.ipvs.table.Tables.address;
import static director.ipvs.table.Tables.entry;
import static director.ipvs.table.Tables.server;
import static director.ipvs.table.Tables.table;
import static director.ipvs.table.Tables.tcp;
import static director.ipvs.table.Tables.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.ipvs.table.VirtualService.FirewallMark;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines are those that ipvsadm 1.31 printed; the contract with the kernel has more of them. */
@DisplayName("A table in ipvsadm's form")
class IpvsadmFormTest {

  @Test
  @DisplayName("has each service before its servers, in the table's order, with all its options")
  void wholeTable() {
    var sticky = new Persistence(Duration.ofMinutes(10), 0xffffff00, "");
    var calls = new Persistence(Duration.ofMinutes(1), 64, "sip");
    var gue = new Tunnel(Tunnel.Type.GUE, 6081, Tunnel.Checksum.REMOTE);
    var gre = new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.FULL);

    List<String> lines =
        IpvsadmForm.lines(
            table(
                entry(
                    new VirtualService(new FirewallMark(43, AddressFamily.IPV6), "none"),
                    new RealServer(server("2001:db8::12", 0), 2147483647, TUNNEL, gue, 20, 10)),
                entry(
                    new VirtualService(tcp("203.0.113.10", 443), "wrr"),
                    new RealServer(server("10.0.0.12", 8443), 0, MASQUERADE, 500, 400),
                    new RealServer(server("10.0.0.1", 443), 3)),
                entry(
                    new VirtualService(
                        new VirtualService.Endpoint(Protocol.SCTP, address("203.0.113.10"), 9),
                        "rr"),
                    new RealServer(server("10.0.0.14", 9), 1, TUNNEL, gre, 0, 0),
                    new RealServer(server("2001:db8::15", 9), 7, TUNNEL, 0, 0)),
                entry(new VirtualService(tcp("203.0.113.11", 80), "mh", 0x19, sticky)),
                entry(new VirtualService(udp("2001:db8::10", 53), "sh", 0x15, calls)),
                entry(
                    new VirtualService(new FirewallMark(4294967295L, AddressFamily.IPV4), "rr"))));

    assertEquals(
        List.of(
            "-A --sctp-service 203.0.113.10:9 -s rr",
            "-a --sctp-service 203.0.113.10:9 -r 10.0.0.14:9 -i -w 1 --tun-type gre --tun-csum",
            "-a --sctp-service 203.0.113.10:9 -r [2001:db8::15]:9 -i -w 7 --tun-type ipip",
            "-A -t 203.0.113.10:443 -s wrr",
            "-a -t 203.0.113.10:443 -r 10.0.0.1:443 -g -w 3",
            "-a -t 203.0.113.10:443 -r 10.0.0.12:8443 -m -w 0",
            "-A -t 203.0.113.11:80 -s mh -p 600 -M 255.255.255.0 -b mh-fallback,mh-port",
            "-A -u [2001:db8::10]:53 -s sh -p 60 -M 64 --pe sip -o -b sh-port",
            "-A -f 43 -6 -s none",
            "-a -f 43 -6 -r [2001:db8::12]:0 -i -w 2147483647 --tun-type gue --tun-port 6081"
                + " --tun-remcsum",
            "-A -f -1 -s rr"),
        lines);
  }

  @ParameterizedTest
  @DisplayName("writes IPv6 addresses as inet_ntop does")
  @CsvSource({
    "::, [::]:80",
    "::1, [::1]:80",
    "::1:2, [::0.1.0.2]:80",
    "::ffff:203.0.113.9, [::ffff:203.0.113.9]:80",
    "::1:ffff:1:2, [::1:ffff:1:2]:80",
    "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:80",
    "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]:80"
  })
  void addresses(String address, String expected) {
    IpvsTable table = table(entry(new VirtualService(tcp(address(address), 80), "rr")));

    assertEquals(List.of("-A -t " + expected + " -s rr"), IpvsadmForm.lines(table));
  }
}
