// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One HTTP request, and the response that is expected to it.
 *
 * @param path the request target, from its {@code /} on, with the query; visible ASCII
 * @param host the {@code Host} header: name or address, with or without port; visible ASCII
 * @param headers in this order; one named User-Agent or Accept stands for ours, and none may say
 *     what others of these say (Host) or we do (Connection, and that no body follows)
 * @param status the codes that mean health
 * @param body what the body must be like, chunks and nothing else decoded; all of it
 * @param maximumBody bytes that the body may have, 0..1 MiB, and {@link #UNKEPT} times as many if
 *     nothing is expected of it; a longer one is a failure. With 0 the header alone is judged
 * @param strictLength whether a body that ends before its Content-Length is a failure
 * @param redirects what becomes of 301, 302, 303, 307, 308 when {@code status} does not have them
 */
public record HttpExchange(
    Method method,
    String path,
    String host,
    Version version,
    List<Header> headers,
    ExpectedStatus status,
    List<Expectation> body,
    int maximumBody,
    boolean strictLength,
    Redirects redirects) {

  /** A longer path or host is refused: many servers answer 414 or 400 to more than that. */
  public static final int MAXIMUM_LENGTH = 4096;

  /** What a body may have unless said otherwise, in bytes. */
  public static final int DEFAULT_MAXIMUM_BODY = 256 * 1024;

  /** The most that can be said instead, in bytes: so much is kept for each probe under way. */
  public static final int LARGEST_MAXIMUM_BODY = 1024 * 1024;

  /** So many times as long may be what is not kept. */
  public static final int UNKEPT = 4;

  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]*");
  private static final Pattern HOST = Pattern.compile("[\\x21-\\x7e]+");

  /** Requests that change nothing. */
  public enum Method {
    GET,
    HEAD,
    OPTIONS
  }

  /** Which version we speak; an answer in either is understood. */
  public enum Version {
    HTTP_1_0,
    HTTP_1_1
  }

  /** What becomes of a redirect. */
  public enum Redirects {
    /** It is an unexpected status. */
    REFUSED,
    /**
     * Up to five are followed, always at the same server, address, port and TLS or not: who is
     * asked is decided by the configuration and not by an answer.
     */
    FOLLOWED
  }

  /**
   * A header field.
   *
   * @param name a token (RFC 9110, section 5.6.2)
   * @param value visible ASCII, blanks and tabs
   */
  public record Header(String name, String value) {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");
    private static final Pattern OURS =
        Pattern.compile(
            "host|connection|content-length|transfer-encoding", Pattern.CASE_INSENSITIVE);
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]{0,4096}");

    public Header {
      if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
        throw new IllegalArgumentException(
            "a header has a name of letters, digits and hyphens and a value of visible ASCII, but is"
                + " \""
                + name
                + ": "
                + value
                + "\"");
      }
      if (OURS.matcher(name).matches()) {
        throw new IllegalArgumentException(
            name + " cannot be given as a header: it follows from the rest of the request");
      }
    }
  }

  public HttpExchange {
    headers = List.copyOf(headers);
    body = List.copyOf(body);
    if (!PATH.matcher(path).matches() || path.length() > MAXIMUM_LENGTH) {
      throw new IllegalArgumentException(
          "a path starts with / and has up to 4096 visible ASCII characters, but is \""
              + path
              + "\"");
    }
    if (!HOST.matcher(host).matches() || host.length() > MAXIMUM_LENGTH) {
      throw new IllegalArgumentException(
          "a host has 1 to 4096 visible ASCII characters, but is \"" + host + "\"");
    }
    if (maximumBody < 0 || maximumBody > LARGEST_MAXIMUM_BODY) {
      throw new IllegalArgumentException(
          "a body may have 0..1048576 bytes at most, but the limit is " + maximumBody);
    }
  }

  /** Bytes that the body may have, seeing what is expected of it. */
  public int longestBody() {
    return body.isEmpty() ? maximumBody * UNKEPT : maximumBody;
  }

  /** GET by HTTP/1.1, without more words. */
  public static HttpExchange get(String path, String host, ExpectedStatus status) {
    return new HttpExchange(
        Method.GET,
        path,
        host,
        Version.HTTP_1_1,
        List.of(),
        status,
        List.of(),
        DEFAULT_MAXIMUM_BODY,
        false,
        Redirects.REFUSED);
  }
}
