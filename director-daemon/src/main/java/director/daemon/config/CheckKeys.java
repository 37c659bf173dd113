// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static director.daemon.config.CheckType.AGENT;
import static director.daemon.config.CheckType.DNS;
import static director.daemon.config.CheckType.FILE;
import static director.daemon.config.CheckType.GRPC;
import static director.daemon.config.CheckType.HTTP;
import static director.daemon.config.CheckType.HTTPS;
import static director.daemon.config.CheckType.PING;
import static director.daemon.config.CheckType.SCRIPT;
import static director.daemon.config.CheckType.SMTP;
import static director.daemon.config.CheckType.TCP;
import static director.daemon.config.CheckType.TLS;
import static director.daemon.config.CheckType.UDP;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which keys of a check have a meaning with which types of it; all others have one with all. */
final class CheckKeys {
  private static final Map<String, Set<CheckType>> TYPES = new LinkedHashMap<>();

  static {
    allBut(PING, FILE).of("port");
    allBut(FILE, SCRIPT).of("source", "interface", "mark");
    // IPVS schedules no ICMP echo: a ping would be answered by whoever has the virtual address.
    allBut(AGENT, FILE, SCRIPT, PING).of("through");
    only(HTTPS, HTTP).of("path", "host", "method", "version", "headers", "user-agent");
    only(HTTPS, HTTP).of("max-body", "redirects", "requests");
    only(HTTPS, HTTP, TCP, TLS).of("expect");
    only(HTTPS, TLS).of("server-name");
    only(HTTPS, TLS, GRPC).of("tls");
    only(TCP, TLS, AGENT).of("send", "send-hex");
    only(UDP).of("payload", "payload-hex", "reply");
    only(DNS).of("record", "name", "answered");
    only(SMTP).of("helo");
    only(PING).of("bytes");
    only(GRPC).of("service", "authority");
    only(AGENT).of("minimum-share", "maximum-share", "step");
    only(FILE).of("file", "factor");
    only(SCRIPT).of("command", "user", "dynamic");
  }

  private CheckKeys() {}

  /** Refuses what belongs to other types only. */
  static void refuseOthers(Section check, CheckType type) {
    others(type)
        .forEach(
            (key, types) ->
                check.refuses(key, "has a meaning with type = " + words(types) + " only"));
  }

  /** Takes as read what belongs to other types only. */
  static void leaveOthers(Section check, CheckType type) {
    others(type).keySet().forEach(key -> check.unread(key, key));
  }

  private static Map<String, Set<CheckType>> others(CheckType type) {
    Map<String, Set<CheckType>> others = new LinkedHashMap<>(TYPES);
    others.values().removeIf(types -> types.contains(type));
    return others;
  }

  private static String words(Set<CheckType> types) {
    List<String> words = types.stream().map(Kind::wordFor).toList();
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  private record Types(Set<CheckType> types) {
    void of(String... keys) {
      for (String key : keys) {
        TYPES.put(key, types);
      }
    }
  }

  private static Types only(CheckType first, CheckType... rest) {
    return new Types(EnumSet.of(first, rest));
  }

  private static Types allBut(CheckType first, CheckType... rest) {
    return new Types(EnumSet.complementOf(EnumSet.of(first, rest)));
  }
}
