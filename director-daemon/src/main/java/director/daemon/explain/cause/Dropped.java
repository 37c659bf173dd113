// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

/** Why advertisements were dropped, in words (director.vrrp.packet.Rejection). */
final class Dropped {
  private Dropped() {}

  static String words(String rejection) {
    String why =
        switch (rejection) {
          case "IP_HEADER" -> "no sound IP header";
          case "TTL" -> "another TTL than expected, so they came through a router";
          case "DESTINATION" ->
              "sent to where we do not listen: one side speaks multicast, the other unicast, or another group";
          case "OWN_ADDRESS" -> "sent from our own address: a loop, or somebody has our address";
          case "SOURCE" -> "from somebody who is none of the unicast peers";
          case "LENGTH" -> "longer or shorter than they say";
          case "VERSION" -> "of another VRRP version than ours";
          case "TYPE" -> "no advertisements";
          case "UNKNOWN_VRID" -> "for a VRID that nobody has here";
          case "CHECKSUM" -> "with a wrong checksum";
          case "ADDRESS_COUNT" -> "without any address";
          case "AUTHENTICATION_TYPE", "AUTHENTICATION_TYPE_UNKNOWN" ->
              "with another authentication type than ours";
          case "AUTHENTICATION" -> "with another password than ours";
          case "TRAILER_MISSING" -> "without the signature that we demand";
          case "TRAILER_MALFORMED" -> "with a signature that cannot be read";
          case "TRAILER_UNKNOWN_KEY" -> "signed with a key that we do not have";
          case "TRAILER_INVALID_HMAC" -> "with a wrong signature: another secret, or forged";
          case "TRAILER_STALE" -> "with a time stamp too far from our clock";
          case "TRAILER_REPLAYED" -> "seen before: replayed, or overtaken";
          case "INTERVAL" -> "with another interval than ours";
          default -> "another reason";
        };
    return why + " (" + rejection + ")";
  }
}
