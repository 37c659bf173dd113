// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.watch.GreetingServer;
import director.lab.watch.Observer;
import director.lab.wire.Host;
import director.lab.wire.Lab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The photo site for all that IPVS can do: four routers and one that says sorry, which hold virtual
 * addresses of both families, and a client with as many addresses as anybody could want.
 */
public final class BalancingSite implements Site {
  /** Moved by VRRP, as {@link PhotoSite#VIP}. */
  public static final String VIP = PhotoSite.VIP;

  /**
   * Moves with it. Were it the source of the MASTER's health checks, the routers, who have it too,
   * could not answer them.
   */
  public static final String VIP6 = Lab.address6(10);

  /** The client's in that network. */
  public static final String CLIENT6 = Lab.address6(101);

  /** Each director has it for itself, so that both can be asked at once. */
  public static final String TWIN_VIP = Lab.address(50);

  private static final int ROUTERS = 4;
  private static final List<String> VIPS = List.of(VIP, VIP6, TWIN_VIP);

  /** All of this network is the client. */
  private static final String CROWD = "10.99.";

  private final Lab lab = new Lab();
  private final Observer observer = new Observer(Lab.SWITCH);
  private final DirectorHost d1;
  private final DirectorHost d2;
  private final List<PhotoRouter> routers = new ArrayList<>();
  private final List<GreetingServer> greeting = new ArrayList<>();
  private final GreetingServer sorry;
  private final Host sorryHost;
  private final Client client;

  /** Builds it; neither director is started. */
  public BalancingSite(Path distribution) throws IOException, InterruptedException {
    d1 = new DirectorHost(director("d1", 11), distribution);
    d2 = new DirectorHost(director("d2", 12), distribution);
    client = new Client(lab.host("client", 101), new InetSocketAddress(VIP, PhotoSite.PORT));
    client.host().run("ip", "route", "add", "local", CROWD + "0.0/16", "dev", "lo").orThrow();
    TlsKeys keys = TlsKeys.generate(client.host(), "photos.example.com");
    for (int number = 1; number <= ROUTERS; number++) {
      Host host = realServer("router" + number, 20 + number);
      routers.add(new PhotoRouter(host, VIPS, keys));
      greeting.add(new GreetingServer(host, VIPS));
    }
    sorryHost = realServer("sorry", 29);
    new PhotoRouter(sorryHost, VIPS, keys);
    sorry = new GreetingServer(sorryHost, VIPS);
  }

  private Host director(String name, int last) throws IOException, InterruptedException {
    Host host = lab.host(name, last);
    host.run("ip", "addr", "add", TWIN_VIP + "/32", "dev", "lo").orThrow();
    return host;
  }

  private Host realServer(String name, int last) throws IOException, InterruptedException {
    Host host = lab.host(name, last);
    host.run("ip", "route", "add", CROWD + "0.0/16", "via", client.host().address()).orThrow();
    return host;
  }

  @Override
  public Lab lab() {
    return lab;
  }

  @Override
  public Observer observer() {
    return observer;
  }

  public DirectorHost d1() {
    return d1;
  }

  public DirectorHost d2() {
    return d2;
  }

  /** router1 to router4. */
  public List<PhotoRouter> routers() {
    return List.copyOf(routers);
  }

  /** What greets on a router, by its number from 1. */
  public GreetingServer greeting(int router) {
    return greeting.get(router - 1);
  }

  /** The one that is not a router, and serves when no router does. */
  public Host sorry() {
    return sorryHost;
  }

  public Client client() {
    return client;
  }

  /** One of the client's 65,536 further addresses. */
  public static InetAddress oneOfTheCrowd(int number) throws IOException {
    return InetAddress.getByName(CROWD + (number >> 8 & 0xff) + "." + (number & 0xff));
  }

  @Override
  public void close() throws IOException {
    greeting.forEach(GreetingServer::close);
    sorry.close();
    Site.super.close();
  }
}
