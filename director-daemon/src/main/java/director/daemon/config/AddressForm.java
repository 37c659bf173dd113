// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.vrrp.orders.VirtualAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an address that moves is written: as {@code "203.0.113.10/24"}, or as a section where it
 * needs more words. Without a length it is that address alone, as keepalived and {@code ip} have
 * it.
 */
final class AddressForm {
  static final String EXAMPLE = "[\"203.0.113.10/24\"]";

  private static final String EXPECTED =
      "an address with the length of its prefix, such as \"203.0.113.10/24\" or"
          + " \"2001:db8::10/64\"";
  private static final Pattern FORM = Pattern.compile("([^/]*)(?:/([0-9]{1,3}))?");
  private static final Kind<InetAddress> PEER =
      AddressLiteral.kind("the address of the other end, without a length");

  // IFNAMSIZ of the kernel, in which labels are counted as well.
  private static final Kind<String> LABEL =
      Kind.text("a label of 1..15 characters, such as eth0:vip", Pattern.compile("[!-~]{1,15}"));

  /** Stands in for what could not be read, and equals nothing that can be. */
  static final VirtualAddress STAND_IN = new VirtualAddress(AddressLiteral.NOBODY, 0);

  private AddressForm() {}

  static List<VirtualAddress> read(Section section, String key) {
    return section.entries(
        key, EXAMPLE, Kind.text(EXPECTED, AddressForm::parse), AddressForm::read, STAND_IN);
  }

  static List<VirtualAddress> readRequired(Section section, String key) {
    return section.requiredEntries(
        key, EXAMPLE, Kind.text(EXPECTED, AddressForm::parse), AddressForm::read, STAND_IN);
  }

  private static VirtualAddress read(Section section) {
    VirtualAddress address =
        section.required("address", Kind.text(EXPECTED, AddressForm::parse), STAND_IN);
    Optional<String> device = section.optional("device", Names.INTERFACE.maybe(), Optional.empty());
    Optional<String> label = section.optional("label", LABEL.maybe(), Optional.empty());
    Scope scope = section.optional("scope", Kind.word(Scope.class), Scope.GLOBAL);
    Optional<InetAddress> peer = section.optional("peer", PEER.maybe(), Optional.empty());
    boolean detects = section.optional("detect-duplicates", Kind.flag(), false);
    if (section.isSound()) {
      boolean ipv6 = address.address() instanceof Inet6Address;
      if (ipv6 && label.isPresent()) {
        section.refuse("label", "is for IPv4 addresses only");
      }
      if (!ipv6 && detects) {
        section.refuse("detect-duplicates", "is for IPv6 addresses only");
      }
      if (peer.isPresent() && AddressLiteral.isIpv6(peer.get()) != ipv6) {
        section.refuse("peer", "must be of the family of the address");
      }
    }
    return new VirtualAddress(
        address.address(),
        address.prefixLength(),
        device.orElse(null),
        label.orElse(null),
        scope.number,
        peer.orElse(null),
        detects);
  }

  private static VirtualAddress parse(String text) throws UnacceptableValueException {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new UnacceptableValueException(EXPECTED);
    }
    InetAddress address = AddressLiteral.of(parts.group(1), EXPECTED);
    int longest = AddressLiteral.isIpv6(address) ? 128 : 32;
    int length = parts.group(2) == null ? longest : Integer.parseInt(parts.group(2));
    if (length < 1 || length > longest) {
      throw new UnacceptableValueException(
          EXPECTED, "the length of this one's prefix is 1.." + longest);
    }
    return new VirtualAddress(address, length);
  }

  /** {@code 203.0.113.10/24}, or {@code 2001:db8::10/64} in its shortest form. */
  static String text(VirtualAddress address) {
    return AddressLiteral.text(address.address()) + "/" + address.prefixLength();
  }
}
