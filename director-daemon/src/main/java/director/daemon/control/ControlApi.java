// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.util.Iterator;

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
   * Gets an answer that is read line by line, as it comes, until it ends or {@code reader} has
   * enough.
   *
   * @return without a body if it was accepted, as that was read; else the error
   * @throws DirectorUnreachableException when there is no answer, or it breaks off
   */
  default ControlAnswer lines(String path, LineReader reader) throws DirectorUnreachableException {
    ControlAnswer whole = call("GET", path, "");
    if (!whole.accepted()) {
      return whole;
    }
    Iterator<String> lines = whole.body().lines().iterator();
    boolean goesOn = true;
    while (goesOn && lines.hasNext()) {
      goesOn = reader.read(lines.next());
    }
    return new ControlAnswer(whole.status(), "");
  }

  /** Takes an answer line by line. */
  @FunctionalInterface
  interface LineReader {
    /**
     * Takes a line without its end, and says whether it wants another.
     *
     * @throws DirectorUnreachableException when it makes no sense
     */
    boolean read(String line) throws DirectorUnreachableException;
  }
}
