// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.watch.Observer;
import director.lab.wire.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The photo site with our daemon on both directors: d1 of priority 150, d2 of 100. */
public record DirectorPair(PhotoSite photos, DirectorHost d1, DirectorHost d2) implements Site {

  /** Builds the site and configures both directors; neither is started. */
  public static DirectorPair build(Path distribution) throws IOException, InterruptedException {
    PhotoSite photos = new PhotoSite();
    DirectorPair pair =
        new DirectorPair(
            photos,
            new DirectorHost(photos.d1(), distribution),
            new DirectorHost(photos.d2(), distribution));
    pair.configure(pair.d1, VirtualRouter.FIRST);
    pair.configure(pair.d2, VirtualRouter.SECOND);
    return pair;
  }

  /** d1, d2. */
  public List<DirectorHost> directors() {
    return List.of(d1, d2);
  }

  @Override
  public Lab lab() {
    return photos.lab();
  }

  @Override
  public Observer observer() {
    return photos.observer();
  }

  /** What d1 was configured with. */
  public DirectorConfig firstConfig() {
    return config(d1, VirtualRouter.FIRST);
  }

  /** What d2 was configured with. */
  public DirectorConfig secondConfig() {
    return config(d2, VirtualRouter.SECOND);
  }

  private void configure(DirectorHost director, VirtualRouter election) throws IOException {
    director.configure(config(director, election));
  }

  private DirectorConfig config(DirectorHost director, VirtualRouter election) {
    return DirectorConfig.photos(director.name(), election, photos.routers());
  }
}
