// SPDX-License-Identifier: Apache-2.0
// udp: asks a server by UDP, from one thread, 64 queries at a time, and prints what came of it.
//   -p PORT -f FILE       whom and what; see load.h
//   -t SECONDS -l LEAD    how long, after a lead that does not count
//   -s SOCKETS -w WINDOW  queries under way at a time: WINDOW on each of SOCKETS
//   -r RATE               so many queries per second instead, whether they are answered or not; latencies then count from
//                         when a query was due
//   -c PIDS               the server's processes, whose time is taken
//   -e                    with EDNS, 1232 bytes
//   -u                    each name only once
//   -b                    sleep where there is nothing to do; else it never does, which disturbs the server least
#define _GNU_SOURCE
#include "load.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BATCH = 64, IDS = 1 << 16, SOCKETS = 64, SOCKET_BYTES = 4 << 20 };

static const uint64_t PATIENCE = 500 * 1000 * 1000ull;

struct pending {
  uint64_t since; // 0: none
  int rcode;
};

// Ids are given in a circle; what is between the oldest and the next may be under way.
struct client {
  int udp;
  uint32_t oldest, next;
  int under_way;
  struct pending pending[IDS];
};

static struct client *clients;
static struct pollfd polled[SOCKETS];
static struct tally tally;
static struct queries queries;
static int sockets = 4, window = 64, is_unique, sleeps;
static double rate;

static uint8_t in[BATCH][RESPONSE_BYTES], out[BATCH][QUERY_BYTES];
static struct iovec in_vectors[BATCH], out_vectors[BATCH];
static struct mmsghdr in_messages[BATCH], out_messages[BATCH];

static void open_clients(int port) {
  struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int bytes = SOCKET_BYTES;
  clients = calloc(sockets, sizeof *clients);
  for (int i = 0; i < sockets; i++) {
    int udp = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    setsockopt(udp, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    setsockopt(udp, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
    if (connect(udp, (struct sockaddr *)&server, sizeof server)) fail("connect");
    clients[i].udp = udp;
    polled[i] = (struct pollfd){.fd = udp, .events = POLLIN};
  }
  for (int i = 0; i < BATCH; i++) {
    in_vectors[i] = (struct iovec){in[i], RESPONSE_BYTES};
    out_vectors[i].iov_base = out[i];
    in_messages[i].msg_hdr = (struct msghdr){.msg_iov = &in_vectors[i], .msg_iovlen = 1};
    out_messages[i].msg_hdr = (struct msghdr){.msg_iov = &out_vectors[i], .msg_iovlen = 1};
  }
}

static void forget(struct client *client, struct pending *pending) {
  pending->since = 0;
  client->under_way--;
}

static int receive(struct client *client) {
  int received = recvmmsg(client->udp, in_messages, BATCH, MSG_DONTWAIT, NULL);
  uint64_t time = now();
  for (int i = 0; i < received; i++) {
    struct pending *pending = &client->pending[in[i][0] << 8 | in[i][1]];
    if (!pending->since) continue; // too late
    count_response(&tally, in[i], in_messages[i].msg_len, pending->rcode, time > pending->since ? time - pending->since : 0);
    forget(client, pending);
  }
  return received > 0;
}

static void give_up(struct client *client, uint64_t time, uint64_t patience) {
  for (; client->oldest != client->next; client->oldest++) {
    struct pending *pending = &client->pending[client->oldest % IDS];
    if (pending->since && pending->since + patience > time) return;
    if (pending->since) {
      tally.lost++;
      forget(client, pending);
    }
  }
}

// Sends so many queries; they were due at a time, and then one every so many nanoseconds.
static void ask(struct client *client, int count, double due, double interval) {
  for (int i = 0; i < count; i++) {
    uint16_t id = client->next++;
    struct pending *pending = &client->pending[id];
    if (pending->since) {
      tally.lost++;
      forget(client, pending);
    }
    out_vectors[i].iov_len = next_query(&queries, out[i], id, is_unique, &pending->rcode);
    pending->since = due + i * interval;
    client->under_way++;
  }
  for (int sent = 0; sent < count;) {
    int more = sendmmsg(client->udp, out_messages + sent, count - sent, 0);
    sent += more > 0 ? more : 1; // what is refused counts as lost
  }
  tally.sent += count;
}

static int least(int a, int b) { return a < b ? a : b; }

static int ask_in_window(struct client *client) {
  int room = window - client->under_way;
  if (client->next - client->oldest >= IDS - BATCH) give_up(client, now(), PATIENCE);
  if (room <= 0 || client->next - client->oldest >= IDS - BATCH) return 0;
  ask(client, least(room, BATCH), now(), 0);
  return 1;
}

static int ask_at_rate(uint64_t start, uint64_t *asked) {
  static int turn;
  double interval = 1e9 / rate;
  uint64_t due = (now() - start) / interval;
  int count = least(due > *asked ? least(due - *asked, BATCH) : 0, BATCH);
  if (!count) return 0;
  ask(&clients[turn++ % sockets], count, start + *asked * interval, interval);
  *asked += count;
  return 1;
}

static void rest(void) {
  if (sleeps) {
    poll(polled, sockets, 1);
  } else {
    for (uint64_t end = now() + 1000; now() < end;) continue;
  }
}

int main(int count, char **arguments) {
  const char *file = NULL, *pids = NULL;
  double seconds = 1, lead = 0;
  int port = 0, with_edns = 0;
  for (int option; (option = getopt(count, arguments, "p:f:t:l:s:w:r:c:eub")) != -1;) {
    switch (option) {
      case 'p': port = atoi(optarg); break;
      case 'f': file = optarg; break;
      case 't': seconds = atof(optarg); break;
      case 'l': lead = atof(optarg); break;
      case 's': sockets = least(atoi(optarg), SOCKETS); break;
      case 'w': window = atoi(optarg); break;
      case 'r': rate = atof(optarg); break;
      case 'c': pids = optarg; break;
      case 'e': with_edns = 1; break;
      case 'u': is_unique = 1; break;
      case 'b': sleeps = 1; break;
      default: return 2;
    }
  }
  if (!port || !file) return fprintf(stderr, "udp -p PORT -f FILE ...\n"), 2;
  queries = read_queries(file, with_edns);
  open_clients(port);

  uint64_t start = now(), begin = start + lead * 1e9, end = begin + seconds * 1e9, asked = 0, cpu = 0, looked = start;
  int counts = 0;
  uint64_t time;
  while ((time = now()) < end) {
    if (!counts && time >= begin) {
      counts = 1;
      begin = time;
      cpu = cpu_of(pids);
      memset(&tally, 0, sizeof tally);
    }
    int is_busy = 0;
    for (int i = 0; i < sockets; i++) {
      if (clients[i].under_way) is_busy |= receive(&clients[i]);
      is_busy |= rate > 0 ? ask_at_rate(start, &asked) : ask_in_window(&clients[i]);
    }
    if (time - looked > PATIENCE / 10) {
      looked = time;
      for (int i = 0; i < sockets; i++) give_up(&clients[i], time, PATIENCE);
    }
    if (!is_busy) rest();
  }
  uint64_t nanos = now() - begin, answered = tally.answered;
  cpu = cpu_of(pids) - cpu;
  for (uint64_t last = now() + PATIENCE; now() < last;) {
    int under_way = 0;
    for (int i = 0; i < sockets; i++) {
      receive(&clients[i]);
      under_way += clients[i].under_way;
    }
    if (!under_way) break;
  }
  for (int i = 0; i < sockets; i++) give_up(&clients[i], now(), 0);
  print_tally(&tally, nanos, answered, cpu);
}
