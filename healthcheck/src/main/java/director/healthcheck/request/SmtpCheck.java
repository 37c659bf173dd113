// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

/**
 * SMTP: a greeting of 220, EHLO (HELO if that is not known) answered by 250, and QUIT.
 *
 * @param helo how we introduce ourselves
 */
public record SmtpCheck(String helo) implements CheckRequest {
  @Override
  public String kind() {
    return "smtp";
  }
}
