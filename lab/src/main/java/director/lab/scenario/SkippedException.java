// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

/** This machine cannot show whether the claim is true; the message says what is missing. */
public final class SkippedException extends Exception {
  private static final long serialVersionUID = 1L;

  public SkippedException(String reason) {
    super(reason);
  }
}
