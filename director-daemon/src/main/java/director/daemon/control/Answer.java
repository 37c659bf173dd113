// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.util.List;
import java.util.Map;

/**
 * A response of the API before it is bytes.
 *
 * @param status of HTTP
 * @param body {@link PlainText}, {@link Streamed}, or whatever Jackson can write
 * @param headers beyond those that every response has
 */
public record Answer(int status, Object body, Map<String, String> headers) {
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** A body that is no JSON. */
  public record PlainText(String text) {}

  /**
   * A body that is made while it is sent.
   *
   * @param type of its content
   * @param endless whether it goes on as long as the other side listens
   */
  record Streamed(String type, boolean endless, Pieces pieces) {}

  /** How every error looks in JSON. */
  public record ErrorBody(String error, List<String> detail) {}

  /** How every accepted order looks in JSON. */
  public record ResultBody(String result, List<String> detail) {}

  public static Answer ok(Object body) {
    return new Answer(200, body, Map.of());
  }

  public static Answer text(String text) {
    return ok(new PlainText(text));
  }

  static Answer lines(Pieces pieces) {
    return ok(new Streamed(JsonLines.TYPE, false, pieces));
  }

  static Answer following(Pieces pieces) {
    return ok(new Streamed(JsonLines.TYPE, true, pieces));
  }

  public static Answer error(int status, String error, String... detail) {
    return new Answer(status, new ErrorBody(error, List.of(detail)), Map.of());
  }

  /** 200 for what was done, 409 for what was refused. */
  public static Answer of(Outcome outcome) {
    return outcome.accepted()
        ? ok(new ResultBody(outcome.message(), outcome.detail()))
        : new Answer(409, new ErrorBody(outcome.message(), outcome.detail()), Map.of());
  }
}
