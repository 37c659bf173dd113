// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

/** The API as its users see it. */
@FunctionalInterface
public interface ControlApi {
  /**
   * Sends one request and waits for its answer.
   *
   * @param body JSON, or empty for none
   * @return the answer, errors of HTTP included
   * @throws DirectorUnreachableException when there is no answer
   */
  ControlAnswer call(String method, String path, String body) throws DirectorUnreachableException;
}
