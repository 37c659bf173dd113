// SPDX-License-Identifier: Apache-2.0
// The client and the observer of the benches, in one process on the client's host:
//
//   probe INTERFACE VIP INTERVAL_US
//
// pings the VIP every INTERVAL_US from a real-time thread, and hears through AF_PACKET, with the kernel's time stamps,
// what comes in on INTERFACE. It says what it saw in lines on standard output, until standard input ends. All times
// are nanoseconds of CLOCK_MONOTONIC, the clock of Java's System.nanoTime:
//
//   A AT MAC VRID PRIORITY           an advertisement; MAC is the last byte of the sender's hardware address
//   G AT MAC ADDRESS                 a gratuitous ARP for that IPv4 address
//   R AT SENT TTL                    an echo reply whose TTL differs from the one before, or which ends a loss
//   L FIRST LAST COUNT               probes sent from FIRST to LAST were not answered within half a second
//   D SENT                           a second answer to a probe
//   S FROM TO CPU                    that processor ran nothing of ours from FROM to TO, longer than 0.2 ms: what was
//                                    measured meanwhile tells of the machine
//   P AT SENT ANSWERED               each second: how many probes were sent and answered so far
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { WINDOW = 1 << 16, LINES = 1 << 14, LINE = 80 };

static const int64_t SECOND = 1000000000, GIVEN_UP = 500000000, STARVED = 200000, NAP = 1000000;
static const int PROBE_PRIORITY = 80, GAUGE_PRIORITY = 90;

static _Atomic int64_t sent_at[WINDOW];
static _Atomic uint8_t answers[WINDOW];
static atomic_ulong sent, answered;
static struct in_addr vip;
static int64_t interval;
static int echo_socket, ip_socket, arp_socket;

// Lines are written by a thread of ordinary priority: a slow reader does not hold up what is measured.
static char lines[LINES][LINE];
static atomic_ulong claimed, printed;
static atomic_uchar ready[LINES];

static void die(const char *what) {
  perror(what);
  exit(1);
}

static int64_t now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * SECOND + t.tv_nsec;
}

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...) {
  unsigned long slot = atomic_fetch_add(&claimed, 1);
  if (slot - atomic_load(&printed) >= LINES) {
    fputs("probe: nobody reads what it says\n", stderr);
    exit(1);
  }
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(lines[slot % LINES], LINE, format, arguments);
  va_end(arguments);
  atomic_store(&ready[slot % LINES], 1);
}

static void hurry(int priority) {
  struct sched_param p = {.sched_priority = priority};
  if (sched_setscheduler(0, SCHED_FIFO, &p) < 0) die("probe: SCHED_FIFO");
}

static void sleep_until(int64_t when) {
  struct timespec t = {when / SECOND, when % SECOND};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR) {}
}

static uint16_t checksum(const uint16_t *words, size_t count) {
  uint32_t sum = 0;
  while (count--) sum += *words++;
  while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
  return (uint16_t)~sum;
}

struct echo { uint8_t type, code; uint16_t sum, id, sequence; uint32_t number, pad; };

static void *probe(void *unused) {
  (void)unused;
  hurry(PROBE_PRIORITY);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr = vip};
  int64_t next = now(CLOCK_MONOTONIC);
  while (1) {
    sleep_until(next);
    unsigned long n = atomic_load(&sent);
    struct echo e = {.type = 8, .id = htons((uint16_t)getpid()), .sequence = htons((uint16_t)n), .number = (uint32_t)n};
    e.sum = checksum((uint16_t *)&e, sizeof e / 2);
    atomic_store(&answers[n % WINDOW], 0);
    atomic_store(&sent_at[n % WINDOW], now(CLOCK_MONOTONIC));
    // Whatever the kernel refuses (no route, no neighbour) is a probe without an answer.
    if (sendto(echo_socket, &e, sizeof e, MSG_DONTWAIT, (struct sockaddr *)&to, sizeof to) < 0) {}
    atomic_store(&sent, n + 1);
    next += interval;
    // Probes that were missed are not made up for in a burst.
    int64_t late = now(CLOCK_MONOTONIC) - next;
    if (late > interval) next += late / interval * interval;
  }
  return NULL;
}

static void echo_reply(const uint8_t *ip, size_t length, int64_t at) {
  static int last_ttl = -1;
  static unsigned long last_answered = (unsigned long)-1;
  size_t header = (size_t)(ip[0] & 15) * 4;
  struct echo e;
  if (length < header + sizeof e) return;
  memcpy(&e, ip + header, sizeof e);
  if (e.type != 0 || e.id != htons((uint16_t)getpid())) return;
  unsigned long head = atomic_load(&sent) + 1, n = (head & ~0xfffffffful) | e.number;
  if (head - n > WINDOW / 2) return;
  if (atomic_fetch_add(&answers[n % WINDOW], 1)) {
    say("D %ld", (long)atomic_load(&sent_at[n % WINDOW]));
    return;
  }
  atomic_fetch_add(&answered, 1);
  int ttl = ip[8];
  if (ttl != last_ttl || n > last_answered + 1)
    say("R %ld %ld %d", (long)at, (long)atomic_load(&sent_at[n % WINDOW]), ttl);
  last_ttl = ttl;
  last_answered = n;
}

static void heard(const struct sockaddr_ll *from, const uint8_t *packet, size_t length, int64_t at) {
  if (ntohs(from->sll_protocol) == ETH_P_ARP) {
    // Requests and replies alike are gratuitous where sender and target address are the same.
    if (length < 28 || memcmp(packet + 14, packet + 24, 4) != 0) return;
    char address[INET_ADDRSTRLEN];
    say("G %ld %d %s", (long)at, packet[13], inet_ntop(AF_INET, packet + 14, address, sizeof address));
  } else if (length >= 28 && packet[9] == IPPROTO_ICMP && memcmp(packet + 12, &vip, 4) == 0) {
    echo_reply(packet, length, at);
  } else if (length >= 28 && packet[9] == 112) {
    const uint8_t *vrrp = packet + (packet[0] & 15) * 4;
    say("A %ld %d %d %d", (long)at, from->sll_addr[5], vrrp[1], vrrp[2]);
  }
}

/** Takes one frame, without its Ethernet header. */
static void receive(int socket) {
  uint8_t packet[2048], control[128];
  struct sockaddr_ll from;
  struct iovec part = {packet, sizeof packet};
  struct msghdr message = {.msg_name = &from, .msg_namelen = sizeof from, .msg_iov = &part, .msg_iovlen = 1,
                           .msg_control = control, .msg_controllen = sizeof control};
  ssize_t length = recvmsg(socket, &message, MSG_DONTWAIT);
  if (length < 0) return;
  struct cmsghdr *c = CMSG_FIRSTHDR(&message);
  if (!c || c->cmsg_type != SO_TIMESTAMPNS) return;
  struct timespec t;
  memcpy(&t, CMSG_DATA(c), sizeof t);
  int64_t ago = now(CLOCK_REALTIME) - (t.tv_sec * SECOND + t.tv_nsec);
  heard(&from, packet, (size_t)length, now(CLOCK_MONOTONIC) - ago);
}

static void *listen_to_all(void *unused) {
  (void)unused;
  hurry(PROBE_PRIORITY);
  struct pollfd sockets[] = {{.fd = ip_socket, .events = POLLIN}, {.fd = arp_socket, .events = POLLIN}};
  while (1) {
    if (poll(sockets, 2, -1) < 0) continue;
    for (int i = 0; i < 2; i++)
      if (sockets[i].revents) receive(sockets[i].fd);
  }
  return NULL;
}

static void *gauge(void *cpu) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET((size_t)(intptr_t)cpu, &one);
  if (sched_setaffinity(0, sizeof one, &one) < 0) die("probe: affinity");
  hurry(GAUGE_PRIORITY);
  int64_t next = now(CLOCK_MONOTONIC) + NAP;
  while (1) {
    sleep_until(next);
    int64_t woke = now(CLOCK_MONOTONIC);
    if (woke - next > STARVED) say("S %ld %ld %d", (long)next, (long)woke, (int)(intptr_t)cpu);
    next = woke + NAP;
  }
  return NULL;
}

static int64_t lost_first, lost_last;
static unsigned long lost;

static void end_loss(void) {
  if (lost) say("L %ld %ld %lu", (long)lost_first, (long)lost_last, lost);
  lost = 0;
}

/** Decides on the probes that were sent half a second ago or earlier. */
static void decide(void) {
  static unsigned long undecided = 0;
  int64_t before = now(CLOCK_MONOTONIC) - GIVEN_UP;
  for (; undecided < atomic_load(&sent); undecided++) {
    int64_t at = atomic_load(&sent_at[undecided % WINDOW]);
    if (at > before) return;
    if (atomic_load(&answers[undecided % WINDOW])) {
      end_loss();
      continue;
    }
    if (!lost++) lost_first = at;
    lost_last = at;
  }
}

static void print(void) {
  unsigned long slot = atomic_load(&printed);
  while (atomic_exchange(&ready[slot % LINES], 0)) {
    puts(lines[slot % LINES]);
    atomic_store(&printed, ++slot);
  }
  fflush(stdout);
}

static int packet_socket(const char *interface, int protocol) {
  int s = socket(AF_PACKET, SOCK_DGRAM, 0), on = 1, buffer = 4 << 20;
  if (s < 0) die("probe: AF_PACKET");
  setsockopt(s, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
  setsockopt(s, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer);
  struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_protocol = htons((uint16_t)protocol),
                           .sll_ifindex = (int)if_nametoindex(interface)};
  if (bind(s, (struct sockaddr *)&to, sizeof to) < 0) die("probe: bind");
  return s;
}

int main(int count, char **arguments) {
  if (count != 4 || inet_pton(AF_INET, arguments[2], &vip) != 1) {
    fputs("usage: probe INTERFACE VIP INTERVAL_US\n", stderr);
    return 2;
  }
  interval = atol(arguments[3]) * 1000;
  echo_socket = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
  if (echo_socket < 0) die("probe: raw socket");
  // Replies are heard through AF_PACKET: here they would only fill the queue.
  int none = 0;
  setsockopt(echo_socket, SOL_SOCKET, SO_RCVBUF, &none, sizeof none);
  ip_socket = packet_socket(arguments[1], ETH_P_IP);
  arp_socket = packet_socket(arguments[1], ETH_P_ARP);
  mlockall(MCL_CURRENT | MCL_FUTURE);

  pthread_t thread;
  pthread_create(&thread, NULL, listen_to_all, NULL);
  if (interval) pthread_create(&thread, NULL, probe, NULL);
  for (long cpu = 0; cpu < sysconf(_SC_NPROCESSORS_ONLN); cpu++)
    pthread_create(&thread, NULL, gauge, (void *)(intptr_t)cpu);

  int64_t told = 0;
  struct pollfd input = {.fd = 0, .events = POLLIN};
  while (poll(&input, 1, 5) == 0) {
    decide();
    if (now(CLOCK_MONOTONIC) - told > SECOND) {
      told = now(CLOCK_MONOTONIC);
      say("P %ld %lu %lu", (long)told, atomic_load(&sent), atomic_load(&answered));
    }
    print();
  }
  usleep(GIVEN_UP / 1000);
  decide();
  end_loss();
  print();
  return 0;
}
