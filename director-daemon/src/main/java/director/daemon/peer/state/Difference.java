// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

/**
 * Something in which two directors differ.
 *
 * @param topic which sort of difference; with {@code about} it is the same one at another moment
 * @param about {@code server:photos-https/router3}, {@code clock}
 * @param sentence that names both sides of it
 * @param problem whether somebody should look after it: what was ordered is known already
 */
public record Difference(String topic, String about, String sentence, boolean problem) {

  /** What makes it the same difference, whatever its sentence says at the moment. */
  record Id(String topic, String about) {}

  Id id() {
    return new Id(topic, about);
  }
}
