// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.watch.Observer;
import director.lab.wire.Lab;
import java.io.IOException;

/**
 * The photo site as it was before: keepalived on both directors, with the checks and priorities
 * that {@link DirectorPair} has.
 */
public record KeepalivedPair(PhotoSite photos, KeepalivedHost d1, KeepalivedHost d2)
    implements Site {

  /** Builds the site and starts keepalived on both. */
  public static KeepalivedPair start() throws IOException, InterruptedException {
    PhotoSite photos = new PhotoSite();
    KeepalivedPair pair =
        new KeepalivedPair(
            photos, new KeepalivedHost(photos.d1()), new KeepalivedHost(photos.d2()));
    pair.startFirst();
    pair.d2.start(KeepalivedConfig.photos(VirtualRouter.SECOND, photos.routers()));
    return pair;
  }

  /** Starts keepalived on d1 again, after it has ended. */
  public void restartFirst() throws IOException, InterruptedException {
    d1.awaitEnd();
    startFirst();
  }

  private void startFirst() throws IOException, InterruptedException {
    d1.start(KeepalivedConfig.photos(VirtualRouter.FIRST, photos.routers()));
  }

  @Override
  public Lab lab() {
    return photos.lab();
  }

  @Override
  public Observer observer() {
    return photos.observer();
  }
}
