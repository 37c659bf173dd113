// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

/**
 * A DNS question by UDP. An answer with response code NOERROR means health.
 *
 * @param name absolute, with or without the last dot; {@code .} for the root
 * @param answered whether it must have at least one record of the type
 */
public record DnsCheck(Type type, String name, boolean answered) implements CheckRequest {

  /** Types of records, by their IANA names. */
  public enum Type {
    A,
    AAAA,
    NS,
    CNAME,
    SOA,
    MX,
    TXT,
    SRV,
    PTR
  }

  @Override
  public String kind() {
    return "dns";
  }
}
