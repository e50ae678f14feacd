// SPDX-License-Identifier: Apache-2.0
// tcp: asks a server by TCP, from one thread, and prints what came of it.
//   -p PORT -f FILE           whom and what; see load.h
//   -t SECONDS -l LEAD        how long, after a lead that does not count
//   -s CONNECTIONS -w WINDOW  queries under way at a time: WINDOW on each of CONNECTIONS
//   -o                        a connection for each query; latencies count from its beginning
//   -c PIDS                   the server's processes, whose time is taken
#define _GNU_SOURCE
#include "load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { IDS = 1024, EVENTS = 64, BYTES = 2 + 65535, ADDRESSES = 16 };

static const uint64_t PATIENCE = 2 * 1000 * 1000 * 1000ull;

struct connection {
  int tcp;
  int is_open; // the handshake is over
  uint64_t since;
  uint16_t next;
  int under_way;
  struct { uint64_t since; int rcode; } pending[IDS];
  int length; // of what has come in
  uint8_t in[2 * BYTES];
};

static struct connection *connections;
static struct tally tally;
static struct queries queries;
static int port, poller, count = 32, window = 1, is_once;

static void start(struct connection *connection) {
  static int turn;
  int yes = 1;
  // A closed connection's port stays taken for a while; several addresses have enough of them.
  struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK + 256 + turn++ % ADDRESSES)};
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int tcp = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(tcp, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
  setsockopt(tcp, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (bind(tcp, (struct sockaddr *)&from, sizeof from)) fail("bind");
  if (connect(tcp, (struct sockaddr *)&to, sizeof to) && errno != EINPROGRESS) fail("connect");
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = connection};
  epoll_ctl(poller, EPOLL_CTL_ADD, tcp, &event);
  connection->tcp = tcp;
  connection->is_open = 0;
  connection->since = now();
  connection->under_way = connection->length = 0;
}

static void restart(struct connection *connection) {
  close(connection->tcp);
  tally.lost += connection->is_open ? connection->under_way : 1;
  start(connection);
}

// Sends as many queries as the window has room for, in one piece.
static void ask(struct connection *connection) {
  static uint8_t out[IDS * (2 + QUERY_BYTES)];
  int length = 0;
  uint64_t time = is_once ? connection->since : now();
  for (; connection->under_way < window; connection->under_way++) {
    uint16_t id = connection->next++ % IDS;
    int bytes = next_query(&queries, out + length + 2, id, 0, &connection->pending[id].rcode);
    out[length] = bytes >> 8, out[length + 1] = bytes & 255;
    connection->pending[id].since = time;
    length += 2 + bytes;
    tally.sent++;
  }
  if (length && send(connection->tcp, out, length, MSG_NOSIGNAL) != length) restart(connection);
}

// Takes the responses that are whole; is the connection still of use?
static int receive(struct connection *connection) {
  int received = recv(connection->tcp, connection->in + connection->length, sizeof connection->in - connection->length, 0);
  if (received < 0 && errno == EAGAIN) return 1;
  if (received <= 0) return 0;
  connection->length += received;
  uint64_t time = now();
  uint8_t *at = connection->in, *end = at + connection->length;
  while (end - at >= 2 && end - at >= 2 + (at[0] << 8 | at[1])) {
    int length = at[0] << 8 | at[1], id = length < 12 ? 0 : (at[2] << 8 | at[3]) % IDS;
    count_response(&tally, at + 2, length, connection->pending[id].rcode, time - connection->pending[id].since);
    connection->under_way--;
    at += 2 + length;
  }
  connection->length = end - at;
  memmove(connection->in, at, connection->length);
  return !is_once || connection->under_way;
}

static void serve(struct connection *connection, uint32_t events) {
  if (events & EPOLLOUT && !connection->is_open) {
    connection->is_open = 1;
    ask(connection);
  }
  if (!(events & (EPOLLIN | EPOLLHUP | EPOLLERR))) return;
  if (!receive(connection)) {
    restart(connection);
  } else if (!is_once) {
    connection->since = now();
    ask(connection);
  }
}

int main(int words, char **arguments) {
  const char *file = NULL, *pids = NULL;
  double seconds = 1, lead = 0;
  for (int option; (option = getopt(words, arguments, "p:f:t:l:s:w:c:o")) != -1;) {
    switch (option) {
      case 'p': port = atoi(optarg); break;
      case 'f': file = optarg; break;
      case 't': seconds = atof(optarg); break;
      case 'l': lead = atof(optarg); break;
      case 's': count = atoi(optarg); break;
      case 'w': window = atoi(optarg) < IDS ? atoi(optarg) : IDS; break;
      case 'c': pids = optarg; break;
      case 'o': is_once = 1; break;
      default: return 2;
    }
  }
  if (!port || !file) return fprintf(stderr, "tcp -p PORT -f FILE ...\n"), 2;
  queries = read_queries(file, 0);
  poller = epoll_create1(0);
  connections = calloc(count, sizeof *connections);
  for (int i = 0; i < count; i++) start(&connections[i]);

  uint64_t begin = now() + lead * 1e9, end = begin + seconds * 1e9, cpu = 0, looked = begin;
  int counts = 0;
  uint64_t time;
  while ((time = now()) < end) {
    if (!counts && time >= begin) {
      counts = 1;
      begin = time;
      cpu = cpu_of(pids);
      memset(&tally, 0, sizeof tally);
    }
    struct epoll_event events[EVENTS];
    int ready = epoll_wait(poller, events, EVENTS, 10);
    for (int i = 0; i < ready; i++) serve(events[i].data.ptr, events[i].events);
    if (time < looked + PATIENCE / 10) continue;
    looked = time;
    for (int i = 0; i < count; i++)
      if (connections[i].since + PATIENCE < time) restart(&connections[i]);
  }
  print_tally(&tally, now() - begin, tally.answered, cpu_of(pids) - cpu);
}
