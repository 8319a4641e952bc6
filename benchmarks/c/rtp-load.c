// SPDX-License-Identifier: Apache-2.0
// Generator and judge of RTP load, on 127.0.0.1 only: N streams of G.711 (172 bytes each 20 ms) from one socket to the ports
// FIRST, FIRST+2, ... of a server, spread over 20 slots of 1 ms; what comes back is told apart by the server's port.
//   rtp-load echo|listen PORT FIRST N SECONDS PID
// PORT is the generator's own; `listen` sends nothing. PID is the process whose CPU and memory are measured; the first two
// seconds are not counted. Lateness of a packet: by the kernel's time stamp, against its stream's earliest of those counted plus 20 ms
// for each sequence number since. Sent less received may be off by a packet a stream, at the edges. Prints one line:
//   sent received lost_percent late_p50_us late_p99_us late_max_us cpu_percent rss_mb own_cpu_percent
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_STREAMS = 10000, SLOTS = 20, PACKET = 172, BATCH = 64, MAX_LATE_US = 1000000 };
static const int64_t SECOND = 1000000000, MILLISECOND = 1000000, WARM_UP = 2;

typedef struct {
    int heard;
    uint16_t last;
    int64_t number, earliest;
} Stream;

static Stream streams[MAX_STREAMS];
static int first, count;
static int64_t measured_from, received, samples, capacity;
static int64_t *offsets; // time less 20 ms for each number, and the stream, until the earliest is known
static int *owners;

static int64_t now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * SECOND + t.tv_nsec;
}

static double cpu_seconds(int pid) {
    char path[64], text[2048];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (!file) return 0;
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = 0;
    unsigned long user = 0, system = 0;
    char *fields = strrchr(text, ')');
    if (fields) sscanf(fields + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
    return (double)(user + system) / sysconf(_SC_CLK_TCK);
}

static double resident_mb(int pid) {
    char path[64], line[256];
    long kb = 0;
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file)) sscanf(line, "VmRSS: %ld", &kb);
    if (file) fclose(file);
    return kb / 1024.0;
}

static double own_cpu_seconds(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static int open_socket(int port) {
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), room = 16 << 20, on = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&address, sizeof address)) {
        perror("bind");
        exit(1);
    }
    return fd;
}

static void heard(int index, const uint8_t *packet, int64_t at) {
    Stream *s = &streams[index];
    uint16_t sequence = packet[2] << 8 | packet[3];
    s->number += s->heard ? (int16_t)(sequence - s->last) : 0;
    s->last = sequence;
    int64_t offset = at - s->number * 20 * MILLISECOND;
    if (!s->heard || offset < s->earliest) s->earliest = offset;
    s->heard = 1;
    if (measured_from && at >= measured_from) {
        received++;
        if (samples < capacity) {
            offsets[samples] = offset;
            owners[samples++] = index;
        }
    }
}

static void receive(int fd) {
    static uint8_t data[BATCH][512], control[BATCH][64];
    static struct sockaddr_in from[BATCH];
    static struct iovec parts[BATCH];
    static struct mmsghdr messages[BATCH];
    int got;
    do {
        for (int i = 0; i < BATCH; i++) {
            parts[i] = (struct iovec){data[i], sizeof data[i]};
            messages[i].msg_hdr = (struct msghdr){.msg_name = &from[i], .msg_namelen = sizeof from[i],
                .msg_iov = &parts[i], .msg_iovlen = 1, .msg_control = control[i], .msg_controllen = sizeof control[i]};
        }
        got = recvmmsg(fd, messages, BATCH, MSG_DONTWAIT, 0);
        for (int i = 0; i < got; i++) {
            int index = (ntohs(from[i].sin_port) - first) / 2;
            struct cmsghdr *stamp = CMSG_FIRSTHDR(&messages[i].msg_hdr);
            if (index < 0 || index >= count || messages[i].msg_len != PACKET || !stamp) continue;
            struct timespec t;
            memcpy(&t, CMSG_DATA(stamp), sizeof t);
            heard(index, data[i], t.tv_sec * SECOND + t.tv_nsec);
        }
    } while (got == BATCH);
}

static int64_t send_slot(int fd, int slot, int64_t frame) {
    static uint8_t packets[MAX_STREAMS / SLOTS + 1][PACKET];
    static struct sockaddr_in to[MAX_STREAMS / SLOTS + 1];
    static struct iovec parts[MAX_STREAMS / SLOTS + 1];
    static struct mmsghdr messages[MAX_STREAMS / SLOTS + 1];
    int n = 0;
    for (int i = slot; i < count; i += SLOTS, n++) {
        uint16_t sequence = frame + i * 7;
        uint32_t timestamp = frame * 160 + i * 1000;
        uint8_t header[12] = {0x80, 0, sequence >> 8, sequence, timestamp >> 24, timestamp >> 16, timestamp >> 8, timestamp,
            0x11, 0x22, i >> 8, i};
        memcpy(packets[n], header, sizeof header);
        for (int k = 12; k < PACKET; k++) packets[n][k] = 0x80 | ((frame * 3 + k) & 0x3f);
        to[n] = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(first + 2 * i)};
        to[n].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        parts[n] = (struct iovec){packets[n], PACKET};
        messages[n].msg_hdr =
            (struct msghdr){.msg_name = &to[n], .msg_namelen = sizeof to[n], .msg_iov = &parts[n], .msg_iovlen = 1};
    }
    int64_t sent = 0;
    while (sent < n) {
        int now_sent = sendmmsg(fd, messages + sent, n - sent, 0);
        if (now_sent <= 0) break;
        sent += now_sent;
    }
    return sent;
}

static int by_size(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    if (argc != 7) {
        fprintf(stderr, "usage: rtp-load echo|listen PORT FIRST N SECONDS PID\n");
        return 2;
    }
    int sending = !strcmp(argv[1], "echo"), pid = atoi(argv[6]);
    first = atoi(argv[3]);
    count = atoi(argv[4]);
    if (count < 1 || count > MAX_STREAMS) return 2;
    double seconds = atof(argv[5]);
    capacity = (int64_t)(count * 50 * (seconds + 5));
    offsets = malloc(capacity * sizeof *offsets);
    owners = malloc(capacity * sizeof *owners);
    int *late = malloc(capacity * sizeof *late);
    int fd = open_socket(atoi(argv[2]));
    int64_t start = now(CLOCK_MONOTONIC), due = start, sent = 0, frame = 0;
    int64_t from = start + WARM_UP * SECOND, until = from + (int64_t)(seconds * SECOND);
    double cpu = 0, own = 0;
    for (int slot = 0; due < until; due += MILLISECOND, slot = (slot + 1) % SLOTS) {
        // Not poll: on loopback it is the server's send that would pay for waking us, with each packet, as it does on no network.
        struct timespec at = {due / SECOND, due % SECOND};
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, 0)) {}
        receive(fd);
        if (!measured_from && due >= from) {
            measured_from = now(CLOCK_REALTIME);
            for (int i = 0; i < count; i++) streams[i].earliest = INT64_MAX;
            cpu = cpu_seconds(pid);
            own = own_cpu_seconds();
        }
        if (sending) {
            int64_t gone = send_slot(fd, slot, frame);
            if (measured_from) sent += gone;
        }
        if (slot == SLOTS - 1) frame++;
        receive(fd);
    }
    double took = (now(CLOCK_REALTIME) - measured_from) / 1e9;
    cpu = (cpu_seconds(pid) - cpu) / took;
    own = (own_cpu_seconds() - own) / took;
    double resident = resident_mb(pid);
    if (!sending) sent = (int64_t)(count * 50 * took);
    for (int64_t i = 0; i < samples; i++) {
        int64_t us = (offsets[i] - streams[owners[i]].earliest) / 1000;
        late[i] = us > MAX_LATE_US ? MAX_LATE_US : (int)us;
    }
    qsort(late, samples, sizeof *late, by_size);
    int silent = 0;
    for (int i = 0; i < count; i++) silent += !streams[i].heard;
    if (!samples || silent) {
        fprintf(stderr, "nothing came from %d of %d streams\n", silent, count);
        return 1;
    }
    printf("%ld %ld %.3f %d %d %d %.1f %.1f %.1f\n", (long)sent, (long)received, 100.0 * (sent - received) / sent,
        late[samples / 2], late[samples * 99 / 100], late[samples - 1], cpu * 100, resident, own * 100);
    return 0;
}
