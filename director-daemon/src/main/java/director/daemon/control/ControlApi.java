// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.util.function.Predicate;

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

  /**
   * Asks by GET, and hands over each line of the answer as it comes: also of one that has no end.
   *
   * @param line false from it ends the matter
   * @return the answer without its body; with it if it is an error
   * @throws DirectorUnreachableException when there is no answer, or nothing of it any more
   */
  default ControlAnswer lines(String path, Predicate<String> line)
      throws DirectorUnreachableException {
    ControlAnswer answer = call("GET", path, "");
    if (!answer.accepted()) {
      return answer;
    }
    var unused = answer.body().lines().allMatch(line);
    return new ControlAnswer(answer.status(), "");
  }
}
