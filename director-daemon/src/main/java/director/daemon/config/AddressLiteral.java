// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.netlink.text.AddressText;
import director.vrrp.orders.Prefix;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses as they are written, never as they are looked up: a name server that does not answer
 * must neither delay the daemon nor decide where it sends the traffic.
 */
final class AddressLiteral {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9a-fA-F:][0-9a-fA-F:.]{1,44}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]*[A-Za-z][A-Za-z0-9_.-]*");

  /** 0.0.0.0, which {@link #of} never accepts: stands in for what could not be read. */
  static final InetAddress NOBODY = parse("0.0.0.0").orElseThrow();

  private AddressLiteral() {}

  static Kind<InetAddress> kind(String expected) {
    return Kind.text(expected, text -> of(text, expected));
  }

  /** The address of one host: neither a group, nor everybody, nor nobody. */
  static InetAddress of(String text, String expected) throws UnacceptableValueException {
    InetAddress address =
        parse(text)
            .orElseThrow(
                () ->
                    new UnacceptableValueException(
                        expected, NAME.matcher(text).matches() ? "names are not looked up" : ""));
    if (address.isAnyLocalAddress() || address.isMulticastAddress() || isBroadcast(address)) {
      throw new UnacceptableValueException(expected, "this is not the address of one host");
    }
    return address;
  }

  /** An address of a group. */
  static Kind<InetAddress> groupKind(String expected) {
    return Kind.text(
        expected,
        text ->
            parse(text)
                .filter(InetAddress::isMulticastAddress)
                .orElseThrow(() -> new UnacceptableValueException(expected)));
  }

  /** A block of addresses; its host bits have to be zero. */
  static Prefix prefix(String text, String expected) throws UnacceptableValueException {
    int slash = text.indexOf('/');
    InetAddress address =
        parse(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(() -> new UnacceptableValueException(expected));
    byte[] bytes = address.getAddress();
    int bits = bytes.length * Byte.SIZE;
    String digits = slash < 0 ? "" + bits : text.substring(slash + 1);
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > bits) {
      throw new UnacceptableValueException(expected);
    }
    int length = Integer.parseInt(digits);
    BigInteger hostBits = BigInteger.ONE.shiftLeft(bits - length).subtract(BigInteger.ONE);
    if (new BigInteger(1, bytes).and(hostBits).signum() != 0) {
      throw new UnacceptableValueException(
          expected, "there are bits behind the prefix of length " + length);
    }
    return new Prefix(address, length);
  }

  static boolean isIpv6(InetAddress address) {
    return address instanceof Inet6Address;
  }

  private static boolean isBroadcast(InetAddress address) {
    return address.getHostAddress().equals("255.255.255.255");
  }

  /** Whatever is written as an address, also what is none of a host. */
  static Optional<InetAddress> parse(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // With these characters only, and a colon or four octets among them, the JDK parses and does
      // not ask the resolver.
      InetAddress address = InetAddress.getByName(text);
      boolean mapped = text.contains(":") && !(address instanceof Inet6Address);
      return mapped ? Optional.empty() : Optional.of(address);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** The shortest form. */
  static String text(InetAddress address) {
    return AddressText.of(address);
  }
}
