// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

/** A packet was refused. Cheap to throw: floods of bad packets are expected. */
public final class MalformedPacketException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Rejection rejection;

  public MalformedPacketException(Rejection rejection, String sentence) {
    super(sentence, null, false, false);
    this.rejection = rejection;
  }

  public Rejection rejection() {
    return rejection;
  }
}
