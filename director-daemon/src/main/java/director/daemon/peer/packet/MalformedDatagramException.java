// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.packet;

/** Bytes that are no datagram of ours, or none that makes sense. */
public final class MalformedDatagramException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  public MalformedDatagramException(Refusal refusal, String sentence) {
    super(sentence);
    this.refusal = refusal;
  }

  static MalformedDatagramException garbled(String sentence) {
    return new MalformedDatagramException(Refusal.GARBLED, sentence);
  }

  public Refusal refusal() {
    return refusal;
  }
}
