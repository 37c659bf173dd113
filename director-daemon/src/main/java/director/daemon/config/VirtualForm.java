// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.ipvs.table.AddressFamily;
import director.ipvs.table.Protocol;
import director.ipvs.table.VirtualService;
import director.ipvs.table.VirtualService.FirewallMark;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How it is written what clients connect to: {@code virtual}, an endpoint, a range of them, or a
 * list of these; or {@code fwmark}, with {@code family} where it is not IPv4.
 */
final class VirtualForm {
  /** Each costs the kernel a service of its own, with all real servers. */
  private static final int MOST_ENDPOINTS = 4096;

  private static final Kind<Optional<Long>> MARK = Kind.whole(1, 0xffff_ffffL).maybe();

  private VirtualForm() {}

  static Virtual read(Section section, Protocol protocol) {
    if (section.has("virtual")) {
      if (section.has("fwmark")) {
        section.refuse("fwmark", "has no meaning beside virtual: a service has one of them");
      }
      if (section.has("family")) {
        section.refuse("family", "has a meaning with fwmark only: addresses have theirs");
      }
      return endpoints(section, protocol);
    }
    if (section.has("fwmark")) {
      return mark(section);
    }
    section.refuse(
        "virtual", "is missing: must be " + EndpointRange.EXPECTED + "; or give a fwmark instead");
    return section.unread("family", Virtual.STAND_IN);
  }

  private static Virtual mark(Section section) {
    Optional<Long> mark = section.optional("fwmark", MARK, Optional.empty());
    AddressFamily family =
        section.optional("family", Kind.word(AddressFamily.class), AddressFamily.IPV4);
    if (section.has("protocol")) {
      section.refuse("protocol", "has no meaning beside fwmark: packets of any can be marked");
    }
    return mark.map(number -> new FirewallMark(number, family))
        .map(id -> Virtual.of("fwmark " + id.mark(), List.of(id)))
        .orElseGet(() -> section.unread("virtual", Virtual.STAND_IN));
  }

  private static Virtual endpoints(Section section, Protocol protocol) {
    List<EndpointRange> ranges =
        section.oneOrMore(
            "virtual",
            EndpointRange.kind(),
            "[\"203.0.113.10:443\", \"203.0.113.10:80\"]",
            EndpointRange.STAND_IN);
    if (ranges.isEmpty() || ranges.contains(EndpointRange.STAND_IN)) {
      return section.unread("virtual", Virtual.STAND_IN);
    }
    BigInteger size = ranges.stream().map(EndpointRange::size).reduce(BigInteger::add).get();
    if (size.compareTo(BigInteger.valueOf(MOST_ENDPOINTS)) > 0) {
      section.refuse(
          "virtual",
          "must be at most %d endpoints, but are %s; a fwmark stands for any number"
              .formatted(MOST_ENDPOINTS, size));
      return Virtual.STAND_IN;
    }
    return group(section, protocol, ranges);
  }

  private static Virtual group(Section section, Protocol protocol, List<EndpointRange> ranges) {
    SortedSet<VirtualService.Id> ids = new TreeSet<>();
    EndpointRange first = ranges.get(0);
    for (EndpointRange range : ranges) {
      if (AddressLiteral.isIpv6(range.first()) != AddressLiteral.isIpv6(first.first())) {
        section.refuse(
            "virtual",
            "must be of one family, but %s is not of that of %s; another family is another service"
                .formatted(range, first));
        return Virtual.STAND_IN;
      }
      for (VirtualService.Endpoint endpoint : range.endpoints(protocol)) {
        if (!ids.add(endpoint)) {
          section.refuse(
              "virtual",
              "must be endpoints that differ, but " + endpoint + " is there more than once");
          return Virtual.STAND_IN;
        }
      }
    }
    return Virtual.of(
        ranges.stream().map(EndpointRange::toString).collect(Collectors.joining(", ")), ids);
  }
}
