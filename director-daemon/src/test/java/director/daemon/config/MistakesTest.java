// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MistakesTest {
  @Test
  @DisplayName("a file full of mistakes names them all, each with its line and what was expected")
  void namesAllMistakes() {
    String text =
        """
        director { name = "director a", nmae = b }
        vrrp.instances.a {
          virtual_router_id = 51
          interface = "eth0/1"
          version = 4
          priority = 256
          advert_int = 1
          advertisement-interval = 2
          virtual-addresses = "203.0.113.10/24"
          preempt = yes
          preempt-delay = soon
          unicast { source = "192.0.2.1" }
        }
        vrrp.instances.b {
          interface = eth1, virtual-router-id = 7, version = 2
          advertisement-interval = 1500ms
          virtual-addresses = [
            "203.0.113.11/24"
            "vip.example.com"
            "2001:db8::1/129"
            "203.0.113.12/33"
            "203.0.113.11"
          ]
        }
        vrrp.instances.c {
          interface = eth1
          virtual-router-id = 7
          virtual-addresses = ["203.0.113.11/25", "203.0.113.14/24"]
          priority = 12x
        }
        services {
          a {
            virtual = "photos.example.com:443"
            protocol = TCP
            scheduler = wr
            forwarding = nat
            check {
              type = htps
              path = health
              host = "a b"
              expect.status = [200, 99
                "299-200"]
              interval = 50ms
              timeout = 0s
              fall = 0
              rise = 3.5
              on-failure = delete
              retry = 3
            }
            real-servers {
              "r 1" { address = "10.0.0.256" }
              r2 { address = "10.0.0.2", wieght = 3 }
              r3 { address = "10.0.0.2", weight = 65536 }
              r4 = 5
              r5 { address = "203.0.113.14" }
            }
          }
          b { fwmark = 7, check = off }
          c { virtual = "203.0.113.10:443", check = none, real-servers.r1 {
            address = "10.0.0.1", weight = 0 } }
          d { virtual = "203.0.113.10:443", check = none, real-servers.r1 {
            address = "2001:db8::1" } }
        }
        server = {}
        """;

    List<String> problems = Texts.problems(text);

    String address =
        "must be an address with the length of its prefix, such as \"203.0.113.10/24\" or \"2001:db8::10/64\", but is ";
    String status =
        "must be a status code 100..599 or a range of them, such as 200 or \"200-299\", but is ";
    assertEquals(
        List.of(
            "director.conf:1: director.name: must be 1..64 letters, digits, dots, dashes and"
                + " underscores, but is \"director a\"",
            "director.conf:1: director.nmae: is not a known key; did you mean name?",
            "director.conf:2: vrrp.instances.a.virtual-router-id: is missing: must be a whole"
                + " number, 1..255",
            "director.conf:3: vrrp.instances.a.virtual_router_id: is not a known key; did you mean"
                + " virtual-router-id?",
            "director.conf:4: vrrp.instances.a.interface: must be the name of a network interface,"
                + " such as eth0, but is \"eth0/1\"",
            "director.conf:5: vrrp.instances.a.version: must be 2 or 3, but is 4",
            "director.conf:6: vrrp.instances.a.priority: must be 1..254, or 255 for the owner of"
                + " the addresses, but is 256",
            "director.conf:7: vrrp.instances.a.advert_int: is not a known key; did you mean"
                + " advertisement-interval? (advert_int is keepalived's word)",
            "director.conf:8: vrrp.instances.a.advertisement-interval: must be a time with its"
                + " unit, but is 2; did you mean 2s?",
            "director.conf:9: vrrp.instances.a.virtual-addresses: must be a list of at least one,"
                + " such as [\"203.0.113.10/24\"], but is \"203.0.113.10/24\"",
            "director.conf:10: vrrp.instances.a.preempt: must be true or false, but is \"yes\"; did"
                + " you mean true?",
            "director.conf:11: vrrp.instances.a.preempt-delay: must be a time, 0s..1000s, such as"
                + " 2s or 100ms, but is \"soon\"",
            "director.conf:12: vrrp.instances.a.unicast.peers: is missing: must be a list of at"
                + " least one, such as [\"192.0.2.2\"]",
            "director.conf:16: vrrp.instances.b.advertisement-interval: must be 1s..255s in whole"
                + " seconds with version 2, but is 1500ms",
            "director.conf:19: vrrp.instances.b.virtual-addresses[1]: "
                + address
                + "\"vip.example.com\"; names are not looked up",
            "director.conf:20: vrrp.instances.b.virtual-addresses[2]: "
                + address
                + "\"2001:db8::1/129\"; the length of this one's prefix is 1..128",
            "director.conf:21: vrrp.instances.b.virtual-addresses[3]: "
                + address
                + "\"203.0.113.12/33\"; the length of this one's prefix is 1..32",
            "director.conf:22: vrrp.instances.b.virtual-addresses[4]: must be listed once, but"
                + " 203.0.113.11 is also vrrp.instances.b.virtual-addresses[0] (director.conf:18)",
            "director.conf:27: vrrp.instances.c.virtual-router-id: must be unique on its interface,"
                + " but 7 is taken on eth1 by vrrp.instances.b.virtual-router-id"
                + " (director.conf:15)",
            "director.conf:28: vrrp.instances.c.virtual-addresses[0]: must be listed once, but"
                + " 203.0.113.11 is also vrrp.instances.b.virtual-addresses[0] (director.conf:18)",
            "director.conf:29: vrrp.instances.c.priority: must be a whole number, 1..254, or 255"
                + " for the owner of the addresses, but is \"12x\"",
            "director.conf:33: services.a.virtual: must be an address and a port 1..65535, such as"
                + " \"203.0.113.10:443\" or \"[2001:db8::10]:443\", but is"
                + " \"photos.example.com:443\"; names are not looked up",
            "director.conf:34: services.a.protocol: must be one of tcp, udp, sctp, but is \"TCP\"; did"
                + " you mean tcp?",
            "director.conf:35: services.a.scheduler: must be one of rr, wrr, lc, wlc, lblc, lblcr,"
                + " dh, sh, sed, nq, fo, ovf, mh, twos, but is \"wr\"; did you mean wrr?",
            "director.conf:36: services.a.forwarding: must be one of direct-routing, masquerade,"
                + " tunnel, but is \"nat\"; did you mean masquerade? (that is keepalived's word)",
            "director.conf:38: services.a.check.type: must be one of https, http, tcp, tls, udp, dns,"
                + " smtp, ping, grpc, agent, file, script, but is \"htps\";"
                + " did you mean https?",
            "director.conf:39: services.a.check.path: must be a path, such as \"/health\", but is"
                + " \"health\"",
            "director.conf:40: services.a.check.host: must be a name that TLS can ask for, of"
                + " letters, digits and hyphens, such as \"photos.example.com\"; or give a"
                + " server-name beside it, but is \"a b\"",
            "director.conf:41: services.a.check.expect.status[1]: " + status + "99",
            "director.conf:42: services.a.check.expect.status[2]: "
                + status
                + "\"299-200\"; did you mean \"200-299\"?",
            "director.conf:43: services.a.check.interval: must be 100ms..1h, but is \"50ms\"",
            "director.conf:44: services.a.check.timeout: must be 1ms..1h, but is \"0s\"",
            "director.conf:45: services.a.check.fall: must be 1..100, but is 0",
            "director.conf:46: services.a.check.rise: must be a whole number, 1..100, but is 3.5",
            "director.conf:47: services.a.check.on-failure: must be one of remove, quiesce, but is"
                + " \"delete\"",
            "director.conf:48: services.a.check.retry: is not a known key; did you mean fall?"
                + " (retry is keepalived's word)",
            "director.conf:51: services.a.real-servers.\"r 1\": must have a name of 1..64 letters,"
                + " digits, dots, dashes and underscores",
            "director.conf:51: services.a.real-servers.\"r 1\".address: must be an address, such as"
                + " \"10.0.0.11\" or \"2001:db8::11\", but is \"10.0.0.256\"",
            "director.conf:52: services.a.real-servers.r2.wieght: is not a known key; did you mean"
                + " weight?",
            "director.conf:53: services.a.real-servers.r3.address: must be unique in its service,"
                + " but 10.0.0.2 is also services.a.real-servers.r2.address (director.conf:52)",
            "director.conf:53: services.a.real-servers.r3.weight: must be 0..65535, but is 65536",
            "director.conf:54: services.a.real-servers.r4: must be a section in braces, but is 5",
            "director.conf:55: services.a.real-servers.r5.address: must be the real server's own"
                + " address, but 203.0.113.14 is virtual: vrrp.instances.c.virtual-addresses[1]"
                + " (director.conf:28)",
            "director.conf:58: services.b.check: must be a section in braces, or the word none to"
                + " use the real servers unchecked, but is \"off\"",
            "director.conf:58: services.b.real-servers: must hold at least one real server",
            "director.conf:59: services.c.real-servers: must have a weight above 0 somewhere, or no"
                + " connection goes anywhere",
            "director.conf:61: services.d.virtual: must be unique for its protocol, but tcp"
                + " 203.0.113.10:443 is also services.c.virtual (director.conf:59)",
            "director.conf:62: services.d.real-servers.r1.address: must be of the family of its"
                + " service, or reached by a tunnel, but 2001:db8::1 is not of that of 203.0.113.10:443"
                + " (director.conf:61)",
            "director.conf:64: server: is not a known key; did you mean services?"),
        problems);
  }
}
