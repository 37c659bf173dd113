// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the control socket can ask of the director.
 *
 * <p>Called on the socket's own thread, which must not be held up: answer from a snapshot, or
 * complete the stage later from any thread. A stage that fails is our own mistake, logged and
 * answered with 500; bad news for the caller is an {@link Outcome}.
 */
public interface ControlActions {

  CompletionStage<StatusReport> status();

  /** Reads the config again. Refused with every problem when it is bad; the old one stays. */
  CompletionStage<Outcome> reload(Caller caller);

  /**
   * Stops in order. Complete the stage when the stop is decided, not when it is done: the answer
   * has to leave before the socket closes.
   *
   * @param keep leave the kernel's tables as they are, for whoever starts next
   */
  CompletionStage<Outcome> stop(Caller caller, boolean keep);

  /**
   * Gives one virtual router to another director, without a gap; it does not take it back as long
   * as that one speaks. Completed when the successor was heard.
   *
   * @param persist that it does not take it back is so also after a restart
   * @param reason for people, may be empty
   */
  CompletionStage<Outcome> handOver(Caller caller, String instance, boolean persist, String reason);

  /** Gives all virtual routers away and takes none as long as anybody else does. */
  CompletionStage<Outcome> standby(Caller caller, StandbyOrder order);

  /**
   * Ends standby and all handovers; done, too, when there are none.
   *
   * @param reason for people, may be empty
   */
  CompletionStage<Outcome> resume(Caller caller, String reason);

  /**
   * Enables, disables, quiesces, drains or weighs one real server. Completed when the kernel has
   * it, with what was done and how many connections it touches; refused when there is no such
   * service or server, with those that were probably meant, and when the kernel refuses.
   *
   * @param server as the status names it; {@code pool@10.0.0.11} when it came from a DNS name
   */
  CompletionStage<Outcome> instruct(
      Caller caller, String service, String server, ServerOrder order);

  /**
   * Asks the checks of one real server now, beside their plan. Nothing follows from what they find.
   * Completed when all have answered, or their timeouts are over.
   *
   * @param check only the one of that name; all of them if empty
   */
  CompletionStage<CheckRun> runChecks(
      Caller caller, String service, String server, Optional<String> check);

  /** What the kernel counts. */
  CompletionStage<StatsReport> stats();

  /**
   * The whole table of the kernel, ours and foreign, in the words of {@code ipvsadm -Sn}: lines
   * that {@code ipvsadm -R} takes, each with its line feed.
   */
  CompletionStage<String> ipvsSave();
}
