// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.watch.EchoProbe;
import director.lab.watch.EchoServer;
import director.lab.watch.Observer;
import director.lab.wire.Host;
import director.lab.wire.Lab;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * Two of our directors that elect and have nothing to balance, and a stranger on their segment.
 *
 * @param answering one on each director
 */
public record ElectionSite(
    Lab lab,
    Observer observer,
    DirectorHost d1,
    DirectorHost d2,
    Host stranger,
    List<EchoServer> answering)
    implements Site {

  /** Builds the segment; neither director is started. */
  public static ElectionSite build(Path distribution) throws IOException, InterruptedException {
    Lab lab = new Lab();
    Observer observer = new Observer(Lab.SWITCH);
    Host d1 = lab.host("d1", 11);
    Host d2 = lab.host("d2", 12);
    return new ElectionSite(
        lab,
        observer,
        new DirectorHost(d1, distribution),
        new DirectorHost(d2, distribution),
        lab.host("stranger", 66),
        List.of(new EchoServer(d1), new EchoServer(d2)));
  }

  /** d1, d2. */
  public List<DirectorHost> directors() {
    return List.of(d1, d2);
  }

  /** A probe of a virtual address that has begun. */
  public EchoProbe probe(String address) throws IOException {
    return new EchoProbe(stranger, InetAddress.getByName(address));
  }

  @Override
  public void close() throws IOException {
    answering.forEach(EchoServer::close);
    Site.super.close();
  }
}
