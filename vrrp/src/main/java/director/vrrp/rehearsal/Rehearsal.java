// SPDX-License-Identifier: Apache-2.0
package director.vrrp.rehearsal;

import director.vrrp.state.VrrpState;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Plays the life of a backup again and again: nobody speaks, it takes over; a better master comes,
 * it falls back; that one resigns, it takes over again; it leaves. All of it with real packets,
 * real addresses and the real clock, in a network namespace that nothing leads out of.
 */
public final class Rehearsal {
  private static final int ROUNDS = 20;
  private static final int ENCORE = 5;
  private static final int PRIORITY = 100;
  private static final int BETTER = 150;

  /** A slow machine rehearses less, and starts no later. */
  private static final Duration BOUND = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private Rehearsal() {}

  /**
   * Begins on threads of its own, of the priority of the calling one, and returns at once.
   *
   * @param intermission is run when all has been played, before some of it is played once more;
   *     also when nothing can be played
   * @param tell takes a sentence when it is over, or why it could not be
   */
  public static void begin(Runnable intermission, Consumer<String> tell) {
    Thread thread =
        new Thread(
            () -> {
              try {
                tell.accept(play(intermission));
              } catch (IOException e) {
                intermission.run();
                tell.accept(
                    "the first takeover will be a little slower, for it could not be rehearsed: "
                        + e.getMessage());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "rehearsal");
    thread.setDaemon(true);
    thread.start();
  }

  private static String play(Runnable intermission) throws IOException, InterruptedException {
    Stage.enter();
    try (Player backup = Player.on(Stage.INTERFACE, PRIORITY);
        Player master = Player.on(Stage.OPPOSITE, BETTER)) {
      String played = play(backup, master, ROUNDS);
      intermission.run();
      play(backup, master, ENCORE);
      return played;
    }
  }

  private static String play(Player backup, Player master, int most) throws InterruptedException {
    long start = System.nanoTime();
    int rounds = 0;
    int takeovers = 0;
    while (rounds < most && System.nanoTime() - start < BOUND.toNanos()) {
      takeovers += playOnce(backup, master);
      rounds++;
    }
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    return takeovers + " takeovers rehearsed in " + rounds + " rounds, " + millis + " ms";
  }

  /** How often the backup took over. */
  private static int playOnce(Player backup, Player master) throws InterruptedException {
    backup.enter();
    int takeovers = backup.becomes(VrrpState.MASTER, PATIENCE) ? 1 : 0;
    master.enter();
    boolean fellBack = backup.becomes(VrrpState.BACKUP, PATIENCE);
    master.leave();
    takeovers += fellBack && backup.becomes(VrrpState.MASTER, PATIENCE) ? 1 : 0;
    backup.leave();
    return takeovers;
  }
}
