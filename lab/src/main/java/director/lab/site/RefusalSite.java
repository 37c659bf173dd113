// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.watch.Observer;
import director.lab.wire.Lab;
import java.io.IOException;
import java.nio.file.Path;

/** One director, with everything to do its work but what a scenario takes away. */
public record RefusalSite(Lab lab, Observer observer, DirectorHost director) implements Site {

  /** Builds the segment; the director is not started. */
  public static RefusalSite build(Path distribution) throws IOException, InterruptedException {
    Lab lab = new Lab();
    return new RefusalSite(
        lab, new Observer(Lab.SWITCH), new DirectorHost(lab.host("d1", 11), distribution));
  }
}
