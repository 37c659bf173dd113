// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.ipvs.table.Protocol;
import director.ipvs.table.VirtualService;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Endpoints as they are written: one, or all from one address to another and from one port to
 * another, both included. Port 0, written {@code *}, stands for all ports.
 */
record EndpointRange(InetAddress first, InetAddress last, int firstPort, int lastPort) {
  static final String EXPECTED =
      "an address and a port 1..65535, such as \"203.0.113.10:443\" or \"[2001:db8::10]:443\"";
  private static final String PORTS = ":(?:(\\*)|([0-9]{1,5})(?:-([0-9]{1,5}))?)";
  private static final Pattern BRACKETED =
      Pattern.compile("\\[([^\\]]*:[^\\]]*)](?:-\\[([^\\]]*:[^\\]]*)])?" + PORTS);
  private static final Pattern PLAIN = Pattern.compile("([^:\\[\\]-]*)(?:-([^:\\[\\]]*))?" + PORTS);

  /** Stands in for what could not be read, and equals nothing that can be. */
  static final EndpointRange STAND_IN =
      new EndpointRange(AddressLiteral.NOBODY, AddressLiteral.NOBODY, 0, 0);

  static Kind<EndpointRange> kind() {
    return Kind.text(EXPECTED, EndpointRange::parse);
  }

  private static EndpointRange parse(String text) throws UnacceptableValueException {
    for (Pattern form : new Pattern[] {BRACKETED, PLAIN}) {
      Matcher parts = form.matcher(text);
      if (parts.matches()) {
        InetAddress first = AddressLiteral.of(parts.group(1), EXPECTED);
        InetAddress last =
            parts.group(2) == null ? first : AddressLiteral.of(parts.group(2), EXPECTED);
        int firstPort = parts.group(3) == null ? port(parts.group(4)) : 0;
        int lastPort = parts.group(5) == null ? firstPort : port(parts.group(5));
        EndpointRange range = new EndpointRange(first, last, firstPort, lastPort);
        if (firstPort > lastPort || range.addresses().signum() <= 0) {
          throw new UnacceptableValueException(EXPECTED, "this range runs backwards");
        }
        return range;
      }
    }
    throw new UnacceptableValueException(EXPECTED);
  }

  private static int port(String digits) throws UnacceptableValueException {
    int port = Integer.parseInt(digits);
    if (port == 0) {
      throw new UnacceptableValueException(EXPECTED, "all ports of a persistent service are *");
    }
    if (port > 65535) {
      throw new UnacceptableValueException(EXPECTED);
    }
    return port;
  }

  /** How many endpoints there are; with IPv6 that may be more than a long can hold. */
  BigInteger size() {
    return addresses().multiply(BigInteger.valueOf(lastPort - firstPort + 1L));
  }

  private BigInteger addresses() {
    return number(last).subtract(number(first)).add(BigInteger.ONE);
  }

  List<VirtualService.Endpoint> endpoints(Protocol protocol) {
    List<VirtualService.Endpoint> all = new ArrayList<>();
    BigInteger end = number(last);
    for (BigInteger at = number(first); at.compareTo(end) <= 0; at = at.add(BigInteger.ONE)) {
      InetAddress address = address(at, first.getAddress().length);
      for (int port = firstPort; port <= lastPort; port++) {
        all.add(new VirtualService.Endpoint(protocol, address, port));
      }
    }
    return all;
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  private static InetAddress address(BigInteger number, int length) {
    byte[] digits = number.toByteArray();
    byte[] bytes = new byte[length];
    int used = Math.min(digits.length, length); // toByteArray may put a sign in front
    System.arraycopy(digits, digits.length - used, bytes, length - used, used);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + length + " bytes", e);
    }
  }

  /** {@code 203.0.113.10:443}, {@code [2001:db8::10]-[2001:db8::20]:8000-8010}, {@code ...:*}. */
  @Override
  public String toString() {
    String to = first.equals(last) ? "" : "-" + text(last);
    String upTo = firstPort == lastPort ? "" : "-" + lastPort;
    return text(first) + to + ":" + (firstPort == 0 ? "*" : firstPort + upTo);
  }

  private static String text(InetAddress address) {
    String text = AddressLiteral.text(address);
    return AddressLiteral.isIpv6(address) ? "[" + text + "]" : text;
  }
}
