// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.Route.Request;
import java.util.concurrent.CompletionStage;

/** An order whose body has to be understood before anything is done. */
final class OrderHandler implements Route.Handler {
  /** Reads what it needs, and gives the order. */
  interface Order {
    CompletionStage<Outcome> give(Request request, OrderBody body)
        throws OrderBody.RefusedException;
  }

  private final String expected;
  private final Order order;

  /**
   * @param expected what the body may look like
   */
  OrderHandler(String expected, Order order) {
    this.expected = expected;
    this.order = order;
  }

  @Override
  public CompletionStage<Answer> handle(Request request) throws OrderBody.RefusedException {
    return order.give(request, OrderBody.read(request.body(), expected)).thenApply(Answer::of);
  }
}
