// SPDX-License-Identifier: Apache-2.0
// Floods a segment with what a director must not care about:
//
//   flood INTERFACE PACKETS_PER_SECOND SECONDS VRID
//
// VRRP packets to the group, in turn: a virtual router that nobody has; one of VRID that is cut short; one of VRID with
// a wrong checksum; one of VRID, of the highest priority, from afar (TTL 254). At the end it says how many were sent.
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

static const int64_t SECOND = 1000000000, TICK = 1000000;

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * SECOND + t.tv_nsec;
}

static void sleep_until(int64_t when) {
  struct timespec t = {when / SECOND, when % SECOND};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR) {}
}

static void send_one(int s, long n, uint8_t vrid) {
  static int ttl = 0;
  // Version 3, an advertisement, priority 254, one address, an interval of 10 ms.
  uint8_t packet[12] = {0x31, vrid, 254, 1, 0, 1, 0xba, 0xd0, 192, 0, 2, 100};
  size_t length = sizeof packet;
  int wanted = 255;
  switch (n % 4) {
    case 0: packet[1] = (uint8_t)(vrid + 100); break;
    case 1: length = 6; break;
    case 2: break;
    case 3: wanted = 254; break;
  }
  if (wanted != ttl) setsockopt(s, IPPROTO_IP, IP_MULTICAST_TTL, &wanted, sizeof wanted);
  ttl = wanted;
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0xe0000012)};
  if (sendto(s, packet, length, 0, (struct sockaddr *)&to, sizeof to) < 0) {
    perror("flood: sendto");
    exit(1);
  }
}

int main(int count, char **arguments) {
  if (count != 5) {
    fputs("usage: flood INTERFACE PACKETS_PER_SECOND SECONDS VRID\n", stderr);
    return 2;
  }
  double rate = atof(arguments[2]);
  int64_t end = atol(arguments[3]) * SECOND;
  int s = socket(AF_INET, SOCK_RAW, 112);
  struct ip_mreqn by = {.imr_ifindex = (int)if_nametoindex(arguments[1])};
  if (s < 0 || setsockopt(s, IPPROTO_IP, IP_MULTICAST_IF, &by, sizeof by) < 0) {
    perror("flood");
    return 1;
  }
  int64_t begin = now();
  long sent = 0;
  for (int64_t next = TICK; next <= end; next += TICK) {
    sleep_until(begin + next);
    for (; (double)sent < rate * (double)next / (double)SECOND; sent++) send_one(s, sent, (uint8_t)atoi(arguments[4]));
  }
  printf("%ld\n", sent);
  return 0;
}
