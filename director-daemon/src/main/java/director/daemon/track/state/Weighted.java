// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

/**
 * What a tracked thing is worth to one instance.
 *
 * @param trackName which thing
 * @param weight -253..253, of a file -254..254. Above 0 it is added while the thing is OK, below 0
 *     it is subtracted while the thing has FAILED, and with 0 the instance is in FAULT while the
 *     thing has FAILED. The number in a file is multiplied by it. Of a service it is what a total
 *     loss, compared with the peer, costs at most; its sign does not matter, but 0 is refused
 * @param reverse swaps OK and FAILED, and the sign of a file's number; refused for a service
 */
public record Weighted(String trackName, int weight, boolean reverse) {
  /** No weight can do more: it is the distance between the lowest and the highest priority. */
  public static final int LARGEST = 254;

  public Weighted {
    if (Math.abs(weight) > LARGEST) {
      throw new IllegalArgumentException(
          "the weight of " + trackName + " must be in -254..254, but is " + weight);
    }
  }
}
