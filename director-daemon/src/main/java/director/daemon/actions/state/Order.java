// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions.state;

/**
 * Something to be done.
 *
 * @param action its name
 */
public record Order(String action, Occasion occasion) {

  public Subject subject() {
    return occasion.subject();
  }

  /** "redeploy for photos/router1 (ladder step 1)". */
  @Override
  public String toString() {
    return action + " for " + subject() + " (" + occasion.title() + ")";
  }
}
