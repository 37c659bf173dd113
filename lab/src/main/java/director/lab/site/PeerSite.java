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
 * Our director and Debian's keepalived as peers, a client that asks who answers for a virtual
 * address, and a stranger.
 *
 * @param answering one on each of the two
 */
public record PeerSite(
    Lab lab,
    Observer observer,
    KeepalivedHost keepalived,
    DirectorHost director,
    Host client,
    List<EchoServer> answering)
    implements Site {

  /** Builds the segment; neither daemon is started. */
  public static PeerSite build(Path distribution) throws IOException, InterruptedException {
    Lab lab = new Lab();
    Observer observer = new Observer(Lab.SWITCH);
    Host keepalived = lab.host("keepalived", 21);
    Host d1 = lab.host("d1", 11);
    return new PeerSite(
        lab,
        observer,
        new KeepalivedHost(keepalived),
        new DirectorHost(d1, distribution),
        lab.host("client", 101),
        List.of(new EchoServer(keepalived), new EchoServer(d1)));
  }

  /** A probe of the VIP that has begun. */
  public EchoProbe probe() throws IOException {
    return probe(PhotoSite.VIP);
  }

  /** A probe of a virtual address that has begun. */
  public EchoProbe probe(String address) throws IOException {
    return new EchoProbe(client, InetAddress.getByName(address));
  }

  @Override
  public void close() throws IOException {
    answering.forEach(EchoServer::close);
    Site.super.close();
  }
}
