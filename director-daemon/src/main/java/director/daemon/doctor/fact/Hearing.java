// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.fact;

import java.util.List;

/**
 * What was heard of a virtual router's VRID on its interface.
 *
 * @param millis for how long it was listened
 * @param enough whether a MASTER had the time to speak three times
 * @param speakers each who spoke
 * @param delivered addresses whose packets came through to a raw socket as the elector has one
 */
public record Hearing(
    long millis, boolean enough, List<Speaker> speakers, Known<List<String>> delivered) {
  public Hearing {
    speakers = List.copyOf(speakers);
  }

  /**
   * One who advertises.
   *
   * @param source IP address
   * @param mac of the frames
   * @param outgoing whether it is this host
   * @param priority of the last one
   * @param addresses of the last one, in text
   * @param count of advertisements
   * @param first when the first was heard, in milliseconds since we began
   * @param last when the last was
   */
  public record Speaker(
      String source,
      String mac,
      boolean outgoing,
      int priority,
      List<String> addresses,
      int count,
      long first,
      long last) {
    public Speaker {
      addresses = List.copyOf(addresses);
    }

    /** Whether both went on speaking in the same time, rather than one after the other. */
    public boolean speaksBeside(Speaker other) {
      return count > 1
          && other.count > 1
          && Math.max(first, other.first) < Math.min(last, other.last);
    }
  }
}
