// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.watch.Observer;
import director.lab.wire.Host;
import director.lab.wire.Lab;
import java.io.IOException;
import java.nio.file.Path;

/** Two of our directors that elect and have nothing to balance, and a stranger on their segment. */
public record ElectionSite(
    Lab lab, Observer observer, DirectorHost d1, DirectorHost d2, Host stranger) implements Site {

  /** Builds the segment and starts both directors. */
  public static ElectionSite start(Path distribution) throws IOException, InterruptedException {
    Lab lab = new Lab();
    ElectionSite site =
        new ElectionSite(
            lab,
            new Observer(Lab.SWITCH),
            new DirectorHost(lab.host("d1", 11), distribution),
            new DirectorHost(lab.host("d2", 12), distribution),
            lab.host("stranger", 66));
    start(site.d1, VirtualRouter.FIRST);
    start(site.d2, VirtualRouter.SECOND);
    return site;
  }

  private static void start(DirectorHost director, VirtualRouter election)
      throws IOException, InterruptedException {
    director.configure(DirectorConfig.of(director.name(), "", Instance.photos(election)));
    director.start();
  }
}
