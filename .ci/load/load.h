// SPDX-License-Identifier: Apache-2.0
// What the clients have in common: queries from a file, a tally of the responses, and the clocks.
#ifndef LOAD_H
#define LOAD_H
#include <stdint.h>
#include <stdio.h>

enum { QUERY_BYTES = 300, RESPONSE_BYTES = 4096, RCODES = 16, BUCKETS = 64 * 64 };

struct query {
  uint8_t wire[QUERY_BYTES];
  int length;
  int rcode; // expected
};

struct queries {
  struct query *all;
  int count;
  int next;
};

// What came of the queries. Latencies are counted in buckets of 1/64 of a power of two of nanoseconds.
struct tally {
  uint64_t sent, answered, lost, wrong, truncated;
  uint64_t rcodes[RCODES];
  uint64_t latencies[BUCKETS];
};

// Lines of NAME TYPE [RCODE]; a response that has another code, or NOERROR and neither an answer nor TC, is wrong.
struct queries read_queries(const char *path, int with_edns);

// The next query, with this id; a unique one has a number in its first eight letters.
int next_query(struct queries *queries, uint8_t *wire, uint16_t id, int is_unique, int *rcode);

void count_response(struct tally *tally, const uint8_t *wire, int length, int rcode, uint64_t nanos);
void print_tally(const struct tally *tally, uint64_t nanos, uint64_t answered, uint64_t cpu_nanos);

uint64_t now(void);
uint64_t cpu_of(const char *pids); // what these processes (1,2,3) have used so far, in nanoseconds
_Noreturn void fail(const char *what);
#endif
