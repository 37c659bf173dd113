// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One thing the API can do: a method, a path, and who answers.
 *
 * @param path with names in braces for what differs: {@code /v1/services/{service}}
 * @param parameters that may stand behind the question mark
 * @param bodyBytes that a request may bring along; 0 leaves it to {@link Limits#bodyBytes}
 */
public record Route(
    String method, String path, Set<String> parameters, int bodyBytes, Handler handler) {
  public Route {
    parameters = Set.copyOf(parameters);
  }

  /** One without parameters. */
  public Route(String method, String path, Handler handler) {
    this(method, path, Set.of(), 0, handler);
  }

  /** One that asks, with parameters. */
  static Route question(String path, Set<String> parameters, Handler handler) {
    return new Route("GET", path, parameters, 0, handler);
  }

  PathTemplate template() {
    return PathTemplate.of(path);
  }

  /** Answers a request, now or later; never blocks the thread that asks. */
  @FunctionalInterface
  public interface Handler {
    /**
     * The answer, errors included.
     *
     * @throws OrderBody.RefusedException when the request makes no sense
     */
    CompletionStage<Answer> handle(Request request) throws OrderBody.RefusedException;
  }

  /**
   * What a handler gets to see.
   *
   * @param names what stood where the path has braces, in order
   * @param query what stood behind the question mark
   * @param body empty when there was none
   */
  public record Request(Caller caller, List<String> names, Query query, String body) {
    public Request {
      names = List.copyOf(names);
    }
  }
}
