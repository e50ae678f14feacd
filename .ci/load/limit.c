// SPDX-License-Identifier: Apache-2.0
// limit PORT: the least that a DNS server on this kernel can do. Each datagram comes back as a response with one address
// record; 64 are taken and sent at a time.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { BATCH = 64, BYTES = 2048, HEADER = 12, SOCKET_BYTES = 4 << 20 };

static const uint8_t RECORD[] = {0xc0, HEADER, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 10, 96, 0, 1};

static int respond(uint8_t *wire, int length) {
  int end = HEADER;
  while (end < length && wire[end]) end += 1 + wire[end];
  end += 5; // the root label, type, class
  if (end > length) return 0;
  wire[2] |= 0x84, wire[3] = 0; // QR, AA; NOERROR
  wire[7] = 1, wire[11] = 0;    // one answer, no OPT
  memcpy(wire + end, RECORD, sizeof RECORD);
  return end + sizeof RECORD;
}

int main(int count, char **arguments) {
  if (count != 2) return fprintf(stderr, "limit PORT\n"), 2;
  int udp = socket(AF_INET, SOCK_DGRAM, 0), bytes = SOCKET_BYTES;
  setsockopt(udp, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
  setsockopt(udp, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons(atoi(arguments[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(udp, (struct sockaddr *)&address, sizeof address)) return perror("bind"), 1;

  static uint8_t buffers[BATCH][BYTES];
  static struct sockaddr_in clients[BATCH];
  static struct iovec vectors[BATCH];
  static struct mmsghdr messages[BATCH];
  for (int i = 0; i < BATCH; i++) {
    vectors[i].iov_base = buffers[i];
    messages[i].msg_hdr = (struct msghdr){.msg_name = &clients[i], .msg_iov = &vectors[i], .msg_iovlen = 1};
  }
  while (1) {
    for (int i = 0; i < BATCH; i++) {
      vectors[i].iov_len = BYTES - sizeof RECORD;
      messages[i].msg_hdr.msg_namelen = sizeof clients[i];
    }
    int received = recvmmsg(udp, messages, BATCH, MSG_WAITFORONE, NULL);
    for (int i = 0; i < received; i++) vectors[i].iov_len = respond(buffers[i], messages[i].msg_len);
    for (int sent = 0; sent < received;) {
      int more = sendmmsg(udp, messages + sent, received - sent, 0);
      sent += more > 0 ? more : 1;
    }
  }
}
