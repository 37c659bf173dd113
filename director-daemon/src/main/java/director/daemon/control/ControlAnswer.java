// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

/** What came back: the status of HTTP, and JSON. */
public record ControlAnswer(int status, String body) {
  public boolean accepted() {
    return status >= 200 && status < 300;
  }
}
