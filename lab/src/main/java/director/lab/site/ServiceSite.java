// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.watch.Caller;
import director.lab.watch.GreetingServer;
import director.lab.watch.Observer;
import director.lab.wire.Lab;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine with a real systemd for a director, Debian's keepalived as its peer, two photo routers,
 * and clients.
 */
public final class ServiceSite implements Site {
  /** Its usual part in the election. */
  public static final VirtualRouter OURS = VirtualRouter.FIRST;

  /**
   * The same with more patience. Who comes back after a kill listens for 1.4 intervals before it
   * speaks, so 3.6 - 1.4 of them are left for its start: 11 s, of which it takes 1 s here on a
   * quiet machine.
   */
  public static final VirtualRouter PATIENT =
      new VirtualRouter(OURS.version(), OURS.priority(), Duration.ofSeconds(5));

  private static final VirtualRouter THEIRS = VirtualRouter.SECOND;
  private static final int CALLS = GreetingServer.PORTS.get(0);
  private static final int DOWNLOADS = 80;

  private final Lab lab = new Lab();
  private final Observer observer = new Observer(Lab.SWITCH);
  private final Machine machine = new Machine(lab.machine("d1", 11));
  private final KeepalivedHost peer = new KeepalivedHost(lab.host("peer", 12));
  private final Client client;
  private final List<PhotoRouter> routers = new ArrayList<>();
  private final List<GreetingServer> greeting = new ArrayList<>();

  /** Builds it, with nothing of ours on the machine; the peer runs. */
  public ServiceSite() throws IOException, InterruptedException {
    client =
        new Client(lab.host("client", 101), new InetSocketAddress(PhotoSite.VIP, PhotoSite.PORT));
    TlsKeys keys = TlsKeys.generate(client.host(), "photos.example.com");
    for (int number = 1; number <= 2; number++) {
      PhotoRouter router =
          new PhotoRouter(lab.host("router" + number, 20 + number), PhotoSite.VIP, keys);
      routers.add(router);
      greeting.add(new GreetingServer(router.host(), List.of(PhotoSite.VIP)));
    }
    peer.start(KeepalivedConfig.of(Instance.photos(THEIRS)));
  }

  @Override
  public Lab lab() {
    return lab;
  }

  @Override
  public Observer observer() {
    return observer;
  }

  public Machine machine() {
    return machine;
  }

  public KeepalivedHost peer() {
    return peer;
  }

  public Client client() {
    return client;
  }

  /** What an administrator writes into the file that came with the package. */
  public DirectorConfig config() {
    return config(OURS);
  }

  /** The same with another part in the election. */
  public DirectorConfig config(VirtualRouter election) {
    String services =
        checked("photos", PhotoSite.PORT).toString()
            + unchecked("downloads", DOWNLOADS)
            + unchecked("calls", CALLS);
    return DirectorConfig.of("d1", services, Instance.photos(election));
  }

  /** A client that has begun to connect to the VIP again and again. */
  public Caller caller() {
    return new Caller(client.host(), new InetSocketAddress(PhotoSite.VIP, CALLS));
  }

  /** Downloads that have begun, and take a quarter of a minute. */
  public SlowDownloads downloads(int number) {
    return new SlowDownloads(
        client.host(), new InetSocketAddress(PhotoSite.VIP, DOWNLOADS), number);
  }

  private ServiceSection checked(String name, int port) {
    return section(name, port).with(ServiceSection.QUICK_CHECK).over(routers, 1, 1);
  }

  private ServiceSection unchecked(String name, int port) {
    return section(name, port).with("check = none").over(routers, 1, 1);
  }

  private static ServiceSection section(String name, int port) {
    return ServiceSection.of(
        name,
        "virtual = \"" + PhotoSite.VIP + ":" + port + "\"",
        "scheduler = wrr",
        "forwarding = direct-routing");
  }

  @Override
  public void close() throws IOException {
    greeting.forEach(GreetingServer::close);
    Site.super.close();
  }
}
