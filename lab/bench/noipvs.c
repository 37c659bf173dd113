// SPDX-License-Identifier: Apache-2.0
//
// Lets Debian's unmodified keepalived check servers on a kernel without IPVS, where its checker would end at once.
// To be preloaded. It takes the place of the kernel at libnl's functions: the generic netlink family "IPVS" exists,
// each of its requests succeeds, and each of its dumps is empty. All else goes to libnl: TLS, scheduling and checking
// are keepalived's own, and the processor time of real requests to IPVS, few as they are, is missing.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <linux/netlink.h>
#include <stddef.h>
#include <string.h>

struct nl_sock;
struct nl_msg;
typedef int (*callback)(struct nl_msg *, void *);

extern struct nlmsghdr *nlmsg_hdr(struct nl_msg *);

// Of netlink/handlers.h, which comes with a package for developers.
enum { CB_FINISH = 1, CB_ACK = 4, CB_CUSTOM = 3 };

// Outside of what the kernel gives out by and by, from 0x10 on.
enum { FAMILY = 0x3ff };

struct handler {
  callback function;
  void *argument;
};

static struct handler on_finish, on_ack, *answer;
static const struct nl_sock *asked;

int genl_ctrl_resolve(struct nl_sock *socket, const char *name) {
  if (strcmp(name, "IPVS") == 0) return FAMILY;
  int (*real)(struct nl_sock *, const char *) = dlsym(RTLD_NEXT, "genl_ctrl_resolve");
  return real(socket, name);
}

// keepalived waits until one of these two has been called.
int nl_socket_modify_cb(struct nl_sock *socket, int type, int kind, callback function, void *argument) {
  if (kind == CB_CUSTOM && type == CB_FINISH) on_finish = (struct handler){function, argument};
  if (kind == CB_CUSTOM && type == CB_ACK) on_ack = (struct handler){function, argument};
  int (*real)(struct nl_sock *, int, int, callback, void *) = dlsym(RTLD_NEXT, "nl_socket_modify_cb");
  return real(socket, type, kind, function, argument);
}

int nl_send_auto(struct nl_sock *socket, struct nl_msg *message) {
  struct nlmsghdr *header = nlmsg_hdr(message);
  if (header->nlmsg_type == FAMILY) {
    asked = socket;
    answer = (header->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP ? &on_finish : &on_ack;
    return (int) header->nlmsg_len;
  }
  int (*real)(struct nl_sock *, struct nl_msg *) = dlsym(RTLD_NEXT, "nl_send_auto");
  return real(socket, message);
}

int nl_recvmsgs_default(struct nl_sock *socket) {
  if (asked == socket) {
    asked = NULL;
    if (answer->function) answer->function(NULL, answer->argument);
    return 0;
  }
  int (*real)(struct nl_sock *) = dlsym(RTLD_NEXT, "nl_recvmsgs_default");
  return real(socket);
}
