/* lookups udp|tcp SERVER RATE NAME: asks for the IPv4 address of NAME at port 53 of SERVER, RATE times a second until SIGTERM, each time
 * from a socket of its own and once only. Then prints "ASKED asked, LOST lost"; what became of each lost one goes to standard error, with
 * the second at which it was asked. Lost is what is not answered within 2 s, or not with an address. */
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { OUTSTANDING = 1 << 15, LONGEST = 512 };
static const double PATIENCE = 2;

struct lookup {
  double asked;
  int socket, is_sent;
};

static struct lookup lookups[OUTSTANDING];
static unsigned char query[LONGEST];
static int length, is_tcp, poll_fd;
static unsigned long asked, oldest, lost;
static double start;
static volatile sig_atomic_t is_over;

static void end(int signal) { is_over = signal; }

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static void lose(struct lookup *lookup, const char *why) {
  fprintf(stderr, "%.3f s: %s\n", lookup->asked - start, why);
  lost++;
}

static void make_query(const char *name) {
  unsigned char header[12] = {0, 0, 1, 0, 0, 1};
  memcpy(query + 2, header, sizeof header); /* behind the length that TCP wants */
  int at = 2 + sizeof header;
  while (*name && at < LONGEST - 70) {
    int label = strcspn(name, ".");
    query[at++] = label;
    memcpy(query + at, name, label);
    at += label;
    name += label + (name[label] == '.');
  }
  memcpy(query + at, "\0\0\1\0\1", 5);
  length = at + 5;
  query[0] = (length - 2) >> 8;
  query[1] = length - 2;
}

static int send_query(struct lookup *lookup) {
  int from = is_tcp ? 0 : 2;
  int id = (lookup - lookups) & 0xffff;
  query[2] = id >> 8;
  query[3] = id;
  lookup->is_sent = 1;
  return send(lookup->socket, query + from, length - from, MSG_NOSIGNAL) < 0;
}

static void ask(const struct sockaddr_in *server) {
  struct lookup *lookup = &lookups[asked++ % OUTSTANDING];
  lookup->asked = now();
  lookup->is_sent = 0;
  lookup->socket = socket(AF_INET, (is_tcp ? SOCK_STREAM : SOCK_DGRAM) | SOCK_NONBLOCK, 0);
  struct epoll_event event = {.events = is_tcp ? EPOLLOUT : EPOLLIN, .data.ptr = lookup};
  if (lookup->socket < 0 || (connect(lookup->socket, (const void *)server, sizeof *server) && errno != EINPROGRESS) ||
      (!is_tcp && send_query(lookup)) || epoll_ctl(poll_fd, EPOLL_CTL_ADD, lookup->socket, &event)) {
    perror("lookups");
    exit(1);
  }
}

static void give_up(struct lookup *lookup) {
  close(lookup->socket);
  lookup->socket = -1;
}

static void look(struct lookup *lookup) {
  unsigned char response[LONGEST];
  if (lookup->socket < 0) return;
  if (!lookup->is_sent) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = lookup};
    if (send_query(lookup) || epoll_ctl(poll_fd, EPOLL_CTL_MOD, lookup->socket, &event)) {
      lose(lookup, strerror(errno));
      give_up(lookup);
    }
    return;
  }
  ssize_t size = recv(lookup->socket, response, sizeof response, 0);
  if (size < 0 && errno == EAGAIN) return;
  unsigned char *header = response + (is_tcp ? 2 : 0);
  if (size < 0) lose(lookup, strerror(errno));
  else if (size < length) lose(lookup, size ? "a short response" : "closed without a response");
  else if (header[3] & 15) lose(lookup, "a response code other than NOERROR");
  else if (!(header[6] | header[7])) lose(lookup, "no address");
  give_up(lookup);
}

int main(int count, char **words) {
  struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(53)};
  if (count != 5 || inet_pton(AF_INET, words[2], &server.sin_addr) != 1) return 2;
  is_tcp = !strcmp(words[1], "tcp");
  double pause = 1 / atof(words[3]);
  make_query(words[4]);
  signal(SIGTERM, end);
  poll_fd = epoll_create1(0);
  start = now();
  while (!is_over || oldest < asked) {
    if (!is_over && now() >= start + asked * pause) ask(&server);
    struct epoll_event events[64];
    int found = epoll_wait(poll_fd, events, 64, 1);
    for (int i = 0; i < found; i++) look(events[i].data.ptr);
    for (; oldest < asked; oldest++) {
      struct lookup *lookup = &lookups[oldest % OUTSTANDING];
      if (lookup->socket >= 0) {
        if (now() - lookup->asked < PATIENCE) break;
        lose(lookup, "no response in time");
        give_up(lookup);
      }
    }
  }
  printf("%lu asked, %lu lost\n", asked, lost);
  return lost > 0;
}
