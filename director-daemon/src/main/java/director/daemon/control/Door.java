// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;

/** Says who somebody is, by the way they came in and what they bring along. */
@FunctionalInterface
interface Door {
  /**
   * Who asks. Asked before the body of the request is read; must not block.
   *
   * @throws Routes.NotTakenException when nobody is to come in that way
   */
  Caller caller(Channel channel, HttpRequest head) throws Routes.NotTakenException;
}
