// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

/** The protocol of a virtual service. */
public enum Protocol {
  TCP(6),
  UDP(17),
  /** Since Linux 2.6.34. */
  SCTP(132);

  private final int number;

  Protocol(int number) {
    this.number = number;
  }

  /** IPPROTO_TCP and its neighbours (linux/in.h). */
  public int number() {
    return number;
  }
}
