// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.NetlinkException;
import director.netlink.echo.EchoReply;
import director.netlink.echo.EchoSocket;
import director.netlink.linux.Epoll;
import director.netlink.linux.ErrnoException;
import director.netlink.route.Link;
import director.netlink.route.Route;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.Witnesses;
import director.vrrp.state.Convergence;
import director.vrrp.state.Convergence.Question;
import director.vrrp.state.VrrpState;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Proves for all virtual routers that their neighbours have learnt where their addresses are, by
 * echo requests from those addresses. Confined to the elector's thread.
 */
final class Proofs implements AutoCloseable {
  private static final int MAX_REPLIES = 64;
  private static final int SIXTEEN_BITS = 1 << 16;

  /** One socket serves all that ask over the same interface as it is now. */
  private record Way(String interfaceName, int index, boolean ipv6) {
    boolean isFormerOf(Way now) {
      return interfaceName.equals(now.interfaceName) && ipv6 == now.ipv6 && index != now.index;
    }
  }

  /** Who asks, and what for: when that changes in a reload, it is asked anew. */
  private record Asked(Prover prover, Witnesses witnesses, List<VirtualAddress> addresses) {
    static Asked of(Prover prover, InstanceOrders orders) {
      return new Asked(prover, orders.witnesses(), orders.allAddresses());
    }

    boolean isStill(InstanceOrders orders) {
      return witnesses.equals(orders.witnesses()) && addresses.equals(orders.allAddresses());
    }
  }

  private record Open(EchoSocket socket, int token) {}

  private final Kernel kernel;
  private final Segments segments;
  private final IntSupplier tokens;
  private final Epoll epoll;
  private final Map<VrrpInstance, Asked> provers = new LinkedHashMap<>();
  private final Map<Way, Open> sockets = new LinkedHashMap<>();

  /** So that nobody answers who was not asked. */
  private final int identifier = new SecureRandom().nextInt(SIXTEEN_BITS);

  private int sequence;

  /** Of this turn: many that take over at once ask the kernel once. */
  private @Nullable List<Route> defaultRoutes;

  Proofs(Kernel kernel, Segments segments, IntSupplier tokens, Epoll epoll) {
    this.kernel = kernel;
    this.segments = segments;
    this.tokens = tokens;
    this.epoll = epoll;
  }

  /** Begins with those who became MASTER since the last call, and ends with those who are not. */
  void follow(Iterable<VrrpInstance> running, long now) {
    defaultRoutes = null;
    for (VrrpInstance instance : running) {
      boolean master = instance.state() == VrrpState.MASTER;
      Asked asked = provers.get(instance);
      if (master && (asked == null || !asked.isStill(instance.orders()))) {
        begin(instance, now);
      } else if (!master && asked != null) {
        provers.remove(instance);
      }
    }
  }

  /** Those that do not run any more ask nobody. */
  void retain(Collection<VrrpInstance> running) {
    provers.keySet().retainAll(running);
  }

  private void begin(VrrpInstance instance, long now) {
    InstanceOrders orders = instance.orders();
    Prover prover = new Prover(new Asking(instance), instance::tell);
    provers.put(instance, Asked.of(prover, orders));
    List<InetAddress> virtual =
        orders.allAddresses().stream().map(VirtualAddress::address).toList();
    Duration every = orders.witnesses().every();
    prover.begin(virtual, witnesses(orders, instance), every, now);
  }

  private List<InetAddress> witnesses(InstanceOrders orders, VrrpInstance instance) {
    List<InetAddress> witnesses = new ArrayList<>(orders.witnesses().addresses());
    if (orders.witnesses().gateway()) {
      try {
        gateway(orders).filter(found -> !witnesses.contains(found)).ifPresent(witnesses::add);
      } catch (NetlinkException e) {
        instance.tell("cannot look for the gateway: " + e.getMessage());
      }
    }
    return witnesses;
  }

  /** Of the default route with the best metric by its interface. */
  private Optional<InetAddress> gateway(InstanceOrders orders) throws NetlinkException {
    Optional<Link> link = kernel.view().link(orders.interfaceName());
    if (link.isEmpty()) {
      return Optional.empty();
    }
    return defaultRoutes().stream()
        .filter(route -> route.destination().isIpv6() == orders.isIpv6())
        .flatMap(route -> route.nextHops().stream())
        .filter(hop -> hop.interfaceIndex() == link.get().index())
        .flatMap(hop -> hop.gateway().stream())
        .findFirst();
  }

  /** The best metric first. */
  private List<Route> defaultRoutes() throws NetlinkException {
    List<Route> known = defaultRoutes;
    if (known == null) {
      known =
          kernel.routing.routes().stream()
              .filter(
                  route -> route.table() == Route.MAIN_TABLE && route.destination().length() == 0)
              .sorted(Comparator.comparingLong(Route::metric))
              .toList();
      defaultRoutes = known;
    }
    return known;
  }

  /** How it stands with one of them. */
  Convergence convergence(VrrpInstance instance) {
    Asked asked = provers.get(instance);
    return asked == null ? Convergence.NONE : asked.prover().convergence();
  }

  void run(long now) {
    provers.values().forEach(asked -> asked.prover().run(now));
  }

  /** {@link Deadlines#NEVER} when there is nobody to ask. */
  long nextDeadline() {
    long next = Deadlines.NEVER;
    for (Asked asked : provers.values()) {
      next = Math.min(next, asked.prover().nextDeadline());
    }
    return next;
  }

  /** Takes the replies that wait on the socket of that token. */
  void receive(int token) {
    sockets.entrySet().stream()
        .filter(each -> each.getValue().token() == token)
        .findFirst()
        .ifPresent(each -> receive(each.getKey(), each.getValue().socket()));
  }

  private void receive(Way way, EchoSocket socket) {
    try {
      for (int i = 0; i < MAX_REPLIES; i++) {
        Optional<EchoReply> reply = socket.receive();
        if (reply.isEmpty()) {
          return;
        }
        reply.filter(one -> one.identifier() == identifier).ifPresent(this::answered);
      }
    } catch (ErrnoException e) {
      // Its interface is gone; whoever asks next opens another one.
      socket.close();
      sockets.remove(way);
    }
  }

  private void answered(EchoReply reply) {
    Question question = new Question(reply.destination(), reply.source());
    provers.values().forEach(asked -> asked.prover().answered(question));
  }

  private final class Asking implements Prover.Asking {
    private final VrrpInstance instance;

    Asking(VrrpInstance instance) {
      this.instance = instance;
    }

    @Override
    public void ask(Question question) throws IOException {
      String device = home(question.virtual());
      boolean ipv6 = question.virtual() instanceof Inet6Address;
      socket(new Way(device, kernel.index(device), ipv6))
          .request(question.virtual(), question.witness(), identifier, sequence++ % SIXTEEN_BITS);
    }

    private String home(InetAddress virtual) {
      String device = instance.orders().device();
      return instance.orders().allAddresses().stream()
          .filter(address -> address.address().equals(virtual))
          .findFirst()
          .map(address -> address.deviceOr(device))
          .orElse(device);
    }

    @Override
    public void announce(List<InetAddress> addresses) {
      InstanceOrders orders = instance.orders();
      List<VirtualAddress> again =
          orders.allAddresses().stream()
              .filter(address -> addresses.contains(address.address()))
              .toList();
      try {
        new InstanceSegment(segments, orders).announce(again, 1, orders.announcing().pace());
      } catch (IOException e) {
        // The interface is down: that is a fault, told by whoever looks at it.
        segments.base(orders).forget(addresses);
      }
    }
  }

  private EchoSocket socket(Way way) throws ErrnoException {
    Open open = sockets.get(way);
    if (open != null) {
      return open.socket();
    }
    closeFormer(way);
    EchoSocket socket =
        way.ipv6()
            ? EchoSocket.openIpv6(way.interfaceName(), way.index())
            : EchoSocket.openIpv4(way.interfaceName(), way.index());
    int token = tokens.getAsInt();
    try {
      epoll.add(socket.descriptor(), token);
    } catch (ErrnoException e) {
      socket.close();
      throw e;
    }
    sockets.put(way, new Open(socket, token));
    return socket;
  }

  /** A raw socket is not told that its interface is gone, and another one has its name. */
  private void closeFormer(Way way) {
    for (Way each : List.copyOf(sockets.keySet())) {
      Open former = each.isFormerOf(way) ? sockets.remove(each) : null;
      if (former != null) {
        former.socket().close();
      }
    }
  }

  @Override
  public void close() {
    sockets.values().forEach(open -> open.socket().close());
  }
}
