// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.util.concurrent.CompletionStage;

/** One thing the API can do: a method, an exact path, and who answers. */
public record Route(String method, String path, Handler handler) {

  /** Answers a request, now or later; never blocks the thread that asks. */
  @FunctionalInterface
  public interface Handler {
    CompletionStage<Answer> handle(Request request);
  }

  /** What a handler gets to see; the body is empty when there was none. */
  public record Request(Caller caller, String body) {}
}
