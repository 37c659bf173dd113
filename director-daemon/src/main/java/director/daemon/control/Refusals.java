// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

/** What is said to those who are not let in, or want too much. */
final class Refusals {
  private Refusals() {}

  static Answer onlyQuestions() {
    return Answer.error(
        403,
        "you may ask, not order",
        "the role read takes GET only; orders need the role operator: a user in the group of"
            + " control.sock, or a token with that role");
  }

  static Answer tooBig(int most) {
    return Answer.error(
        413, "the request is too big", "the body may have " + most + " bytes at most");
  }

  static Answer tooManyBodies() {
    return Answer.error(
        503, "too many big requests", "others are being read: try again in a moment");
  }

  static Answer tooMany(int open) {
    return Answer.error(
        503, "too many connections", open + " connections are open already: try again");
  }

  static Answer tooManyFollowers(int open) {
    return Answer.error(503, "too many followers", open + " follow the events already: try again");
  }
}
