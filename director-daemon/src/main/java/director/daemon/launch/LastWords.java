// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import director.daemon.StartRefusedException;
import director.systemd.SdNotify;

/** Why we end, for {@code systemctl status}: the reason stays there when we are gone. */
final class LastWords {
  private static final int EPERM = 1;
  private static final int EIO = 5;
  private static final int EBUSY = 16;
  private static final int EINVAL = 22;
  private static final int ENOSYS = 38;

  private LastWords() {}

  static SdNotify of(StartRefusedException refused) {
    return of(String.valueOf(refused.getMessage()), errno(refused.exitStatus()));
  }

  static SdNotify of(Throwable mistake) {
    return of("internal error: " + mistake, EIO);
  }

  private static SdNotify of(String why, int errno) {
    return SdNotify.status(why).and(SdNotify.errno(errno));
  }

  /** The nearest that errno(3) has. */
  private static int errno(int exitStatus) {
    return switch (exitStatus) {
      case StartRefusedException.NO_PERMISSION -> EPERM;
      case StartRefusedException.CONFIG -> EINVAL;
      case StartRefusedException.UNAVAILABLE -> ENOSYS;
      case StartRefusedException.OCCUPIED -> EBUSY;
      default -> EIO;
    };
  }
}
