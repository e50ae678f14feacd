// SPDX-License-Identifier: Apache-2.0
#include "load.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static const struct { const char *name; int code; } TYPES[] = {{"A", 1}, {"AAAA", 28}, {"SRV", 33}, {"PTR", 12}};
static const uint8_t OPT[] = {0, 0, 41, 1232 >> 8, 1232 & 255, 0, 0, 0, 0, 0, 0};

_Noreturn void fail(const char *what) {
  perror(what);
  exit(1);
}

uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000ull + time.tv_nsec;
}

uint64_t cpu_of(const char *pids) {
  uint64_t nanos = 0;
  for (const char *pid = pids; pid; pid = strchr(pid, ',') ? strchr(pid, ',') + 1 : NULL) {
    clockid_t clock;
    struct timespec time;
    if (clock_getcpuclockid(atoi(pid), &clock) || clock_gettime(clock, &time)) continue; // it has ended
    nanos += time.tv_sec * 1000000000ull + time.tv_nsec;
  }
  return nanos;
}

static int type_code(const char *name) {
  for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
    if (!strcasecmp(TYPES[i].name, name)) return TYPES[i].code;
  fprintf(stderr, "no such type: %s\n", name);
  exit(1);
}

static void encode(struct query *query, const char *name, int type, int with_edns) {
  uint8_t *wire = query->wire, *at = wire + 12;
  memset(wire, 0, 12);
  wire[2] = 1; // RD
  wire[5] = 1; // one question
  while (*name) {
    size_t length = strcspn(name, ".");
    *at++ = length;
    memcpy(at, name, length);
    at += length;
    name += length + (name[length] == '.');
  }
  *at++ = 0;
  *at++ = type >> 8, *at++ = type & 255;
  *at++ = 0, *at++ = 1;
  if (with_edns) {
    wire[11] = 1;
    memcpy(at, OPT, sizeof OPT);
    at += sizeof OPT;
  }
  query->length = at - wire;
}

struct queries read_queries(const char *path, int with_edns) {
  FILE *file = fopen(path, "r");
  if (!file) fail(path);
  struct queries queries = {0};
  char line[512], name[256], type[16];
  while (fgets(line, sizeof line, file)) {
    int rcode = 0;
    if (sscanf(line, "%255s %15s %d", name, type, &rcode) < 2) continue;
    queries.all = realloc(queries.all, (queries.count + 1) * sizeof *queries.all);
    struct query *query = &queries.all[queries.count++];
    query->rcode = rcode;
    encode(query, name, type_code(type), with_edns);
  }
  fclose(file);
  return queries;
}

int next_query(struct queries *queries, uint8_t *wire, uint16_t id, int is_unique, int *rcode) {
  static uint32_t number;
  if (is_unique && !number) number = (uint32_t)now() | 1; // other names in each run
  const struct query *query = &queries->all[queries->next];
  queries->next = queries->next + 1 == queries->count ? 0 : queries->next + 1;
  memcpy(wire, query->wire, query->length);
  wire[0] = id >> 8, wire[1] = id & 255;
  if (is_unique) {
    number++;
    for (int i = 0; i < 8; i++) wire[13 + i] = 'a' + (number >> 4 * i & 15);
  }
  *rcode = query->rcode;
  return query->length;
}

static int bucket_of(uint64_t nanos) {
  if (nanos < 64) return nanos;
  int power = 63 - __builtin_clzll(nanos);
  return (power - 5) * 64 + (nanos >> (power - 6) & 63);
}

static double micros_of(int bucket) {
  if (bucket < 64) return bucket / 1e3;
  int power = bucket / 64 + 5;
  return (64.5 + bucket % 64) * (1ull << (power - 6)) / 1e3;
}

static double percentile(const struct tally *tally, double share) {
  uint64_t all = 0, seen = 0;
  for (int i = 0; i < BUCKETS; i++) all += tally->latencies[i];
  for (int i = 0; i < BUCKETS; i++)
    if ((seen += tally->latencies[i]) && seen >= share * all) return micros_of(i);
  return 0;
}

void count_response(struct tally *tally, const uint8_t *wire, int length, int rcode, uint64_t nanos) {
  int is_truncated = length >= 12 && wire[2] & 2;
  int is_empty = length < 12 || !(wire[6] | wire[7]);
  int found = length < 12 ? RCODES - 1 : wire[3] & 15;
  tally->answered++;
  tally->rcodes[found]++;
  tally->truncated += is_truncated;
  tally->wrong += found != rcode || (!rcode && is_empty && !is_truncated);
  tally->latencies[bucket_of(nanos)]++;
}

void print_tally(const struct tally *tally, uint64_t nanos, uint64_t answered, uint64_t cpu_nanos) {
  printf("sent=%lu answered=%lu lost=%lu wrong=%lu truncated=%lu noerror=%lu servfail=%lu nxdomain=%lu seconds=%.3f qps=%.0f "
         "cpu_us=%.4f p50_us=%.1f p99_us=%.1f p999_us=%.1f max_us=%.1f\n",
         tally->sent, tally->answered, tally->lost, tally->wrong, tally->truncated, tally->rcodes[0], tally->rcodes[2],
         tally->rcodes[3], nanos / 1e9, answered / (nanos / 1e9), answered ? cpu_nanos / 1e3 / answered : 0,
         percentile(tally, .5), percentile(tally, .99), percentile(tally, .999), percentile(tally, 1));
}
