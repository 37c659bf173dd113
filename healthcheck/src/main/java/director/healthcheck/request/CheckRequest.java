// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

/** What is asked of a real server, by the protocol in which it is asked. */
public sealed interface CheckRequest
    permits HttpCheck,
        TcpCheck,
        UdpCheck,
        DnsCheck,
        SmtpCheck,
        PingCheck,
        GrpcCheck,
        AgentCheck,
        FileCheck,
        ScriptCheck {

  /** The word for it in the configuration: {@code https}, {@code tcp}, {@code script}. */
  String kind();
}
