// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.watch.Observer;
import director.lab.wire.Lab;
import java.io.IOException;
import java.nio.file.Path;

/** Our director and Debian's keepalived as peers in one election, and nothing to balance. */
public record InteropSite(
    Lab lab, Observer observer, KeepalivedHost keepalived, DirectorHost director) implements Site {

  /** Builds the segment; nothing is started. */
  public static InteropSite build(Path distribution) throws IOException, InterruptedException {
    Lab lab = new Lab();
    Observer observer = new Observer(Lab.SWITCH);
    return new InteropSite(
        lab,
        observer,
        new KeepalivedHost(lab.host("keepalived", 21)),
        new DirectorHost(lab.host("d1", 11), distribution));
  }

  /** Starts keepalived. */
  public void startKeepalived(VirtualRouter election) throws IOException, InterruptedException {
    keepalived.start(KeepalivedConfig.of(Instance.photos(election)));
  }

  /** Configures and starts our director. */
  public void startDirector(VirtualRouter election) throws IOException, InterruptedException {
    director.configure(DirectorConfig.of(director.name(), "", Instance.photos(election)));
    director.start();
  }
}
