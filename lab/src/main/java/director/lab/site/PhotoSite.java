// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.watch.Observer;
import director.lab.watch.VipProbe;
import director.lab.wire.Host;
import director.lab.wire.Lab;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The site: two machines for directors, three photo routers and a client on one segment, with the
 * observer on its switch. What runs on the directors' machines is up to the caller.
 */
public final class PhotoSite implements Site {
  public static final String VIP = Lab.address(10);
  public static final String PREFIX_LENGTH = "/24";
  public static final int PORT = 443;

  private static final InetSocketAddress PHOTOS = new InetSocketAddress(VIP, PORT);

  private final Lab lab = new Lab();
  private final Observer observer = new Observer(Lab.SWITCH);
  private final Host d1 = lab.host("d1", 11);
  private final Host d2 = lab.host("d2", 12);
  private final List<PhotoRouter> routers = new ArrayList<>();
  private final Client client;

  public PhotoSite() throws IOException, InterruptedException {
    client = new Client(lab.host("client", 101), PHOTOS);
    TlsKeys keys = TlsKeys.generate(client.host(), "photos.example.com");
    for (int number = 1; number <= 3; number++) {
      routers.add(new PhotoRouter(lab.host("router" + number, 20 + number), VIP, keys));
    }
  }

  @Override
  public Lab lab() {
    return lab;
  }

  @Override
  public Observer observer() {
    return observer;
  }

  public Host d1() {
    return d1;
  }

  public Host d2() {
    return d2;
  }

  /** router1, router2, router3. */
  public List<PhotoRouter> routers() {
    return List.copyOf(routers);
  }

  public Client client() {
    return client;
  }

  /** A probe of the VIP that has begun. */
  public VipProbe probe() {
    return new VipProbe(client.host(), PHOTOS);
  }
}
