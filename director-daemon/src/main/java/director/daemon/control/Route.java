// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One thing the API can do: a method, a path, and who answers.
 *
 * @param path with names in braces for what differs: {@code /v1/services/{service}}
 */
public record Route(String method, String path, Handler handler) {

  PathTemplate template() {
    return PathTemplate.of(path);
  }

  /** Answers a request, now or later; never blocks the thread that asks. */
  @FunctionalInterface
  public interface Handler {
    CompletionStage<Answer> handle(Request request);
  }

  /**
   * What a handler gets to see.
   *
   * @param names what stood where the path has braces, in order
   * @param body empty when there was none
   */
  public record Request(Caller caller, List<String> names, String body) {
    public Request {
      names = List.copyOf(names);
    }
  }
}
