// SPDX-License-Identifier: Apache-2.0
// Says when this processor was withheld even from the most urgent: "FROM TO", nanoseconds of the wall clock, one a line.
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <sys/mman.h>
#include <time.h>

static long long now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(void) {
  const long long nap = 2000000, told = 20000000;
  struct sched_param urgent = {.sched_priority = 90};
  mlockall(MCL_CURRENT | MCL_FUTURE);
  if (sched_setscheduler(0, SCHED_FIFO, &urgent) != 0) {
    perror("witness");
    return 1;
  }
  for (;;) {
    struct timespec pause = {0, nap};
    long long before = now(CLOCK_MONOTONIC);
    nanosleep(&pause, NULL);
    long long slept = now(CLOCK_MONOTONIC) - before;
    if (slept > told) {
      long long end = now(CLOCK_REALTIME);
      printf("%lld %lld\n", end - slept, end);
      fflush(stdout);
    }
  }
}
